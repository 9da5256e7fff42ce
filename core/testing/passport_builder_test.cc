#include "core/testing/passport_builder.h"

#include <gtest/gtest.h>

#include "core/message/ledger.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

std::expected<Ledger, LedgerError> LedgerOf(const PassportBuilder& passport) {
  const std::vector<uint8_t> bytes = passport.Message();
  const auto message = Decode(bytes);
  EXPECT_TRUE(message);
  return Ledger::FromPassport(std::get<PutPassport>(*message));
}

TEST(PassportBuilder, BuildsValidPassports) {
  const auto ledger = LedgerOf(SamplePassport());
  ASSERT_TRUE(ledger) << Describe(ledger.error());
  EXPECT_EQ(ledger->active_master_keys(), (std::set<Ledger::Key>{KeyOf(2).public_key()}));
  EXPECT_EQ(ledger->shared_key(), (Ledger::SharedKey{Filled<32>(6), 200}));
}

TEST(PassportBuilder, IsDeterministic) {
  EXPECT_EQ(SamplePassport().Message(), SamplePassport().Message());
}

TEST(PassportBuilder, IsValidWhenRelinkedAfterAChange) {
  const SigningKey alice = KeyOf(1);
  PassportBuilder passport;
  passport.Append(alice, 10, Content().Register(alice, {.alias = "alice", .created_at = 10}));
  passport.Append(alice, 20, Content());
  passport.Append(alice, 30, Content());
  EXPECT_TRUE(LedgerOf(passport));

  BlockDraft& changed = passport.blocks()[1];
  changed.content = Content().SetSharedKey({.key = Filled<32>(4), .created_at = 20}).bytes();
  changed.Seal(alice);
  EXPECT_EQ(ErrorOf(LedgerOf(passport)), LedgerError::kWrongPrevious);
  passport.Relink(alice);
  EXPECT_TRUE(LedgerOf(passport));
}

TEST(PassportBuilder, BuildsAMessageWithoutBlocks) {
  EXPECT_EQ(ErrorOf(LedgerOf(PassportBuilder())), LedgerError::kNoBlock);
}

}  // namespace
}  // namespace asmtp
