// What an endpoint tells of its ledger.
#include "core/testing/ledger_state.h"

#include <gtest/gtest.h>

#include "core/testing/passport_builder.h"

namespace asmtp {
namespace {

SigningKey Key(uint8_t name) {
  ByteArray<32> seed;
  seed.fill(name);
  return SigningKey::FromSeed(seed);
}

// The first block registers key 1 and sets a shared key; the second registers key 2.
PassportBuilder TwoBlocks() {
  PassportBuilder passport;
  ByteArray<32> shared;
  shared.fill(0x85);
  passport.Append(Key(1), 100,
                  Content()
                      .Register(Key(1), {.alias = "alice", .created_at = 100})
                      .SetSharedKey({.key = shared, .created_at = 99}));
  passport.Append(Key(1), 100,
                  Content().Register(
                      Key(2), {.alias = "bob", .passport_id = passport.id(), .created_at = 100}));
  return passport;
}

std::vector<uint8_t> Question() {
  std::vector<uint8_t> question = {2};
  question.insert(question.end(), kLedgerTopic.begin(), kLedgerTopic.end());
  return question;
}

// Returns the content of the answer after a PutPassport.
std::vector<uint8_t> ToldAfter(const std::vector<uint8_t>& passport) {
  LedgerTeller teller;
  if (!passport.empty()) {
    EXPECT_EQ(teller.Hear(passport), std::nullopt);
  }
  auto answer = teller.Hear(Question());
  EXPECT_TRUE(answer.has_value());
  if (!answer) return {};
  EXPECT_TRUE(Decode(*answer).has_value());
  answer->erase(answer->begin(), answer->begin() + 33);
  return *answer;
}

constexpr uint8_t kNothing[] = {0, 0, 0, 0, 0};

TEST(LedgerTeller, TellsTheWholeState) {
  const PassportBuilder passport = TwoBlocks();
  std::vector<uint8_t> expected = {1, 0, 0, 0, 2};
  const auto add = [&](ByteView bytes) {
    expected.insert(expected.end(), bytes.begin(), bytes.end());
  };
  add(passport.id());
  add(ByteArray<2>{0, 2});
  const std::set<Ledger::Key> keys = {Key(1).public_key(), Key(2).public_key()};
  for (const Ledger::Key& key : keys) add(key);
  add(ByteArray<4>{0, 0, 0, 99});
  add(std::vector<uint8_t>(32, 0x85));
  EXPECT_EQ(ToldAfter(passport.Message()), expected);
}

TEST(LedgerTeller, TellsTheStateBeforeARejectedBlock) {
  PassportBuilder passport = TwoBlocks();
  const std::vector<uint8_t> good = ToldAfter(passport.Message());
  passport.Append(Key(3), 100, Content());  // a stranger
  std::vector<uint8_t> bad = ToldAfter(passport.Message());
  EXPECT_EQ(bad.front(), 0);
  bad.front() = 1;
  EXPECT_EQ(bad, good);
}

TEST(LedgerTeller, TellsOfNoBlocksIfThereIsNoPassport) {
  const std::vector<uint8_t> nothing(std::begin(kNothing), std::end(kNothing));
  EXPECT_EQ(ToldAfter({}), nothing);
  EXPECT_EQ(ToldAfter(TwoBlocks().Message(Hash128{})), nothing);
  EXPECT_EQ(ToldAfter(PassportBuilder().Message()), nothing);
}

TEST(LedgerTeller, EchoesOtherMessages) {
  LedgerTeller teller;
  std::vector<uint8_t> almost = Question();
  almost.push_back(0);
  EXPECT_EQ(teller.Hear(almost), std::nullopt);
  almost = Question();
  almost.front() = 5;
  EXPECT_EQ(teller.Hear(almost), std::nullopt);
}

}  // namespace
}  // namespace asmtp
