#include "core/message/ledger.h"

#include <gtest/gtest.h>

#include <optional>

#include "core/testing/samples.h"
#include "core/testing/signing_key.h"

namespace asmtp {
namespace {

// A passport of alice (key 1), registered at 1000, to which a test appends one block of its own.
class LedgerTest : public testing::Test {
 protected:
  static constexpr uint32_t kNow = 10000;

  LedgerTest() { passport_.Append(alice_, 1000, RegisterAlice()); }

  Content RegisterAlice() const {
    return Content().Register(alice_, {.alias = "alice", .created_at = 1000});
  }
  // A registration that is right in every respect.
  RegistrationDraft Bob() const {
    return {.alias = "bob", .passport_id = passport_.id(), .created_at = kNow};
  }
  // Makes bob (key 2) a master key too.
  void AddBob() { passport_.Append(alice_, kNow, Content().Register(bob_, Bob())); }

  // The ledger of the passport; its error, if it has one.
  std::optional<LedgerError> Verdict() const {
    const std::vector<uint8_t> bytes = passport_.BlocksBytes();
    const auto ledger = Ledger::FromBlocks(*Blocks::Decode(bytes));
    return ErrorOf(ledger);
  }
  // The verdict on one more block by alice, at kNow.
  std::optional<LedgerError> VerdictOn(const Content& content) {
    passport_.Append(alice_, kNow, content);
    return Verdict();
  }
  Ledger State() const { return *Ledger::FromBlocks(*Blocks::Decode(passport_.BlocksBytes())); }

  const SigningKey alice_ = KeyOf(1);
  const SigningKey bob_ = KeyOf(2);
  PassportBuilder passport_;
};

constexpr std::nullopt_t kAccepted = std::nullopt;

// The passport.

TEST_F(LedgerTest, NoBlock) {
  EXPECT_EQ(ErrorOf(Ledger::FromBlocks(Blocks())), LedgerError::kNoBlock);
}

TEST_F(LedgerTest, PassportIdIsThatOfItsBlocks) {
  AddBob();
  const auto judge = [&](const Hash128& id) {
    const std::vector<uint8_t> bytes = passport_.Message(id);
    const auto message = Decode(bytes);
    return ErrorOf(Ledger::FromPassport(std::get<PutPassport>(*message)));
  };
  EXPECT_EQ(judge(passport_.id()), kAccepted);
  EXPECT_EQ(judge(passport_.blocks()[1].HeaderHash()), LedgerError::kWrongPassportId);
}

// The first block.

TEST_F(LedgerTest, FirstHasNoPrevious) {
  passport_.blocks()[0].previous[15] = 1;
  passport_.blocks()[0].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kFirstHasPrevious);
}

TEST_F(LedgerTest, FirstRegistersItsAuthor) {
  passport_ = {};
  passport_.Append(alice_, 1000, Content());
  EXPECT_EQ(Verdict(), LedgerError::kFirstWithoutItsAuthor);
  passport_ = {};
  passport_.Append(alice_, 1000, Content().SetSharedKey({}));
  EXPECT_EQ(Verdict(), LedgerError::kFirstWithoutItsAuthor);
}

TEST_F(LedgerTest, FirstMayHoldOtherEntriesBeforeItsAuthor) {
  passport_ = {};
  Content content = Content().SetSharedKey({.key = Filled<32>(7), .created_at = 1});
  passport_.Append(alice_, 1000, content.Raw(RegisterAlice().bytes()));
  EXPECT_EQ(Verdict(), kAccepted);
}

TEST_F(LedgerTest, FirstIsJudgedByTheRulesOfEntries) {
  passport_ = {};
  passport_.Append(alice_, 999, RegisterAlice());
  EXPECT_EQ(Verdict(), LedgerError::kEntryAfterBlock);
  passport_ = {};
  passport_.Append(alice_, 1000, RegisterAlice().Register(bob_, {.created_at = 1000}));
  EXPECT_EQ(Verdict(), LedgerError::kOtherPassport);
}

// Later blocks.

TEST_F(LedgerTest, PreviousIsTheHeaderBefore) {
  AddBob();
  EXPECT_EQ(Verdict(), kAccepted);
  passport_.blocks()[1].previous[15] ^= 1;
  passport_.blocks()[1].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kWrongPrevious);
  passport_.blocks()[1].previous = {};
  passport_.blocks()[1].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kWrongPrevious);
}

TEST_F(LedgerTest, AuthorIsAnActiveMasterKey) {
  passport_.Append(bob_, kNow, Content());
  EXPECT_EQ(Verdict(), LedgerError::kStrangeAuthor);
}

TEST_F(LedgerTest, AuthorWhoLeftIsAStranger) {
  AddBob();
  passport_.Append(bob_, kNow, Content().Deregister(alice_.public_key(), kNow));
  EXPECT_EQ(Verdict(), kAccepted);
  EXPECT_EQ(VerdictOn(Content()), LedgerError::kStrangeAuthor);
}

TEST_F(LedgerTest, BlocksMayBeEmptyOldAndOfAnyVersion) {
  BlockDraft& block = passport_.Append(alice_, 1, Content());
  block.version = 7;
  block.Sign(alice_);
  EXPECT_EQ(Verdict(), kAccepted);
}

// Entries.

TEST_F(LedgerTest, RegistrationIsNotCreatedAfterItsBlock) {
  RegistrationDraft late = Bob();
  late.created_at = kNow + 1;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, late)), LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, DeregistrationIsNotCreatedAfterItsBlock) {
  AddBob();
  EXPECT_EQ(VerdictOn(Content().Deregister(bob_.public_key(), kNow + 1)),
            LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, SharedKeyIsNotCreatedAfterItsBlock) {
  EXPECT_EQ(VerdictOn(Content().SetSharedKey({.created_at = kNow + 1})),
            LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, EntryMayBeCreatedAtItsBlocksTime) {
  EXPECT_EQ(VerdictOn(Content()
                          .Register(bob_, Bob())
                          .SetSharedKey({.created_at = kNow})
                          .Deregister(bob_.public_key(), kNow)),
            kAccepted);
}

TEST_F(LedgerTest, RegistrationIsInTimeAtItsTimeout) {
  RegistrationDraft in_time = Bob();
  in_time.created_at = kNow - kRegistrationWindow;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, in_time)), kAccepted);
}

TEST_F(LedgerTest, RegistrationIsNotPastItsTimeout) {
  RegistrationDraft late = Bob();
  late.created_at = kNow - 10;
  late.window = 9;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, late)), LedgerError::kRegistrationTimedOut);
}

TEST_F(LedgerTest, RegistrationNamesThisPassport) {
  RegistrationDraft other = Bob();
  other.passport_id[15] ^= 1;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, other)), LedgerError::kOtherPassport);
}

TEST_F(LedgerTest, AuthorMayNameAnyPassportForHimself) {
  AddBob();
  passport_.Append(alice_, kNow, Content().Deregister(alice_.public_key(), kNow));
  const RegistrationDraft again = {.alias = "again", .created_at = kNow};
  passport_.Append(bob_, kNow, Content().Register(alice_, again));
  EXPECT_EQ(Verdict(), LedgerError::kOtherPassport);
  passport_.blocks().pop_back();
  passport_.blocks().pop_back();
  passport_.Append(alice_, kNow,
                   Content().Deregister(alice_.public_key(), kNow).Register(alice_, again));
  EXPECT_EQ(Verdict(), kAccepted);
}

TEST_F(LedgerTest, RegistrationRepeatsNoActiveKey) {
  AddBob();
  RegistrationDraft again = Bob();
  again.alias = "robert";
  EXPECT_EQ(VerdictOn(Content().Register(bob_, again)), LedgerError::kKeyAlreadyActive);
}

TEST_F(LedgerTest, RegistrationRepeatsNoAlias) {
  RegistrationDraft same = Bob();
  same.alias = "alice";
  EXPECT_EQ(VerdictOn(Content().Register(bob_, same)), LedgerError::kAliasTaken);
}

TEST_F(LedgerTest, AliasEndsAtItsFirstNul) {
  RegistrationDraft same = Bob();
  same.alias = std::string("alice\0and more", 14);
  EXPECT_EQ(VerdictOn(Content().Register(bob_, same)), LedgerError::kAliasTaken);
}

TEST_F(LedgerTest, AliasesDifferByCaseAndInTheirLastByte) {
  RegistrationDraft upper = Bob();
  upper.alias = "Alice";
  RegistrationDraft full = Bob();
  full.alias = std::string(31, 'a') + "b";
  RegistrationDraft other = Bob();
  other.alias = std::string(31, 'a') + "c";
  EXPECT_EQ(
      VerdictOn(Content().Register(bob_, upper).Register(KeyOf(3), full).Register(KeyOf(4), other)),
      kAccepted);
}

TEST_F(LedgerTest, AliasStaysTakenWhenItsKeyGoes) {
  AddBob();
  passport_.Append(alice_, kNow, Content().Deregister(bob_.public_key(), kNow));
  EXPECT_EQ(VerdictOn(Content().Register(bob_, Bob())), LedgerError::kAliasTaken);
}

TEST_F(LedgerTest, KeyMayComeBackUnderANewAlias) {
  AddBob();
  passport_.Append(alice_, kNow, Content().Deregister(bob_.public_key(), kNow));
  RegistrationDraft again = Bob();
  again.alias = "robert";
  EXPECT_EQ(VerdictOn(Content().Register(bob_, again)), kAccepted);
}

TEST_F(LedgerTest, DeregistrationNamesAnActiveKey) {
  AddBob();
  EXPECT_EQ(VerdictOn(Content().Deregister(KeyOf(3).public_key(), kNow)),
            LedgerError::kKeyNotActive);
}

TEST_F(LedgerTest, DeregistrationLeavesAKey) {
  EXPECT_EQ(VerdictOn(Content().Deregister(alice_.public_key(), kNow)), LedgerError::kLastKey);
}

TEST_F(LedgerTest, LastSharedKeyWins) {
  EXPECT_EQ(State().shared_key(), std::nullopt);
  passport_.Append(alice_, kNow,
                   Content()
                       .SetSharedKey({.key = Filled<32>(8), .created_at = 9})
                       .SetSharedKey({.key = Filled<32>(7), .created_at = 3}));
  EXPECT_EQ(State().shared_key(), (Ledger::SharedKey{Filled<32>(7), 3}));
}

// The state.

TEST_F(LedgerTest, TellsItsState) {
  AddBob();
  const Ledger ledger = State();
  EXPECT_EQ(ledger.id(), passport_.id());
  EXPECT_EQ(ledger.last_header_hash(), passport_.blocks()[1].HeaderHash());
  EXPECT_EQ(ledger.active_master_keys(),
            (std::set<Ledger::Key>{alice_.public_key(), bob_.public_key()}));
  EXPECT_EQ(ledger.aliases().size(), 2u);
}

TEST_F(LedgerTest, RejectedBlockChangesNothing) {
  AddBob();
  const Content changes =
      Content()
          .SetSharedKey({.key = Filled<32>(9), .created_at = kNow})
          .Register(KeyOf(3), {.alias = "carol", .passport_id = passport_.id(), .created_at = kNow})
          .Deregister(bob_.public_key(), kNow)
          .Deregister(KeyOf(3).public_key(), kNow);
  Ledger ledger = State();
  const Ledger before = ledger;
  passport_.Append(alice_, kNow, Content(changes).Deregister(alice_.public_key(), kNow));
  const std::vector<uint8_t> rejected = passport_.blocks().back().Bytes();
  EXPECT_EQ(ErrorOf(ledger.Append(*Block::Decode(rejected))), LedgerError::kLastKey);
  EXPECT_EQ(ledger, before);

  passport_.blocks().pop_back();
  passport_.Append(alice_, kNow, changes);
  const std::vector<uint8_t> accepted = passport_.blocks().back().Bytes();
  EXPECT_TRUE(ledger.Append(*Block::Decode(accepted)));
  EXPECT_EQ(ledger, State());
  EXPECT_NE(ledger, before);
}

TEST_F(LedgerTest, FailedRegistrationLeavesNoKeyBehind) {
  Ledger ledger = State();
  const Ledger before = ledger;
  RegistrationDraft same = Bob();
  same.alias = "alice";
  passport_.Append(alice_, kNow, Content().Register(bob_, same));
  const std::vector<uint8_t> rejected = passport_.blocks().back().Bytes();
  EXPECT_EQ(ErrorOf(ledger.Append(*Block::Decode(rejected))), LedgerError::kAliasTaken);
  EXPECT_EQ(ledger, before);
}

}  // namespace
}  // namespace asmtp
