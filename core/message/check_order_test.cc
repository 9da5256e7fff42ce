// Which of two faults is reported. SPEC.md requires that a ledger applies entries in their order
// (LED-8), and leaves the order of the other checks open. Reports and the model rely on this one:
//
//   message:        too-short, unknown-type, then its fields, trailing-bytes, gossip-signature
//   block:          block-size, content-size, header-signature, content-hash, then its entries
//   entry:          unknown-entry, entry-truncated, registration-window, registration-signature
//   first block:    first-has-previous, then its entries, first-without-its-author
//   later block:    wrong-previous, strange-author, then its entries
//   registration:   entry-after-block, registration-timed-out, other-passport, key-already-active,
//                   alias-taken
//   deregistration: entry-after-block, key-not-active, last-key
//   passport:       no-block, then its blocks, wrong-passport-id
#include <gtest/gtest.h>

#include "core/message/ledger.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/samples.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

// ---- messages

TEST(CheckOrder, OfAMessage) {
  std::vector<uint8_t> unknown(kSmallestMessageSize, 0);
  EXPECT_EQ(KindOf(Decode(unknown)), Kind::kUnknownType);
  unknown.pop_back();
  EXPECT_EQ(KindOf(Decode(unknown)), Kind::kTooShort);

  std::vector<uint8_t> gossip = BuildGossip({.subscriptions = {{}}}, KeyOf(1));
  gossip.back() ^= 1;
  EXPECT_EQ(KindOf(Decode(gossip)), Kind::kGossipSignature);
  gossip.push_back(0);
  EXPECT_EQ(KindOf(Decode(gossip)), Kind::kTrailingBytes);
  gossip.resize(gossip.size() - 2);
  EXPECT_EQ(KindOf(Decode(gossip)), Kind::kTruncated);
}

// ---- blocks and entries

// The faults of a block in the order of their checks, each as a bit.
constexpr std::pair<unsigned, Kind> kBlockFaults[] = {{1, Kind::kContentSize},
                                                      {2, Kind::kHeaderSignature},
                                                      {4, Kind::kContentHash},
                                                      {8, Kind::kEntryTruncated}};

std::vector<uint8_t> BlockWith(unsigned faults) {
  const SigningKey alice = KeyOf(1);
  BlockDraft block = PassportBuilder().Append(alice, 100, Content());
  if ((faults & 8) != 0) block.content.push_back(0);
  block.HashContent();
  if ((faults & 4) != 0) block.content_hash[0] ^= 1;
  if ((faults & 1) != 0) ++block.content_size;
  block.Sign(alice);
  if ((faults & 2) != 0) block.signature[0] ^= 1;
  return block.Bytes();
}

TEST(CheckOrder, OfABlock) {
  EXPECT_TRUE(Block::Decode(BlockWith(0)));
  for (unsigned faults = 1; faults < 16; ++faults) {
    std::optional<Kind> first;
    for (const auto& [bit, kind] : kBlockFaults) {
      if (!first && (faults & bit) != 0) first = kind;
    }
    EXPECT_EQ(KindOf(Block::Decode(BlockWith(faults))), first) << faults;
  }
}

// A size that is wrong hides everything behind it.
TEST(CheckOrder, OfABlockWithoutItsEnd) {
  std::vector<uint8_t> bytes = {0, 0, 0, 200};
  const std::vector<uint8_t> block = BlockWith(15);
  bytes.insert(bytes.end(), block.begin(), block.end());
  EXPECT_EQ(ErrorOf(Blocks::Decode(bytes)), (DecodeError{Kind::kBlockSize, 0}));
}

Content WithoutWindow() {
  return Content().Register(KeyOf(1), {.alias = "a", .created_at = 5, .window = 0});
}

Content WithWrongSignature(const Content& content) {
  std::vector<uint8_t> bytes = content.bytes();
  bytes.back() ^= 1;
  return Content().Raw(bytes);
}

TEST(CheckOrder, OfAnEntry) {
  const auto verdict = [](const Content& content) {
    return KindOf(Entries::Decode(content.bytes()));
  };
  const Content right = Content().Register(KeyOf(1), {.alias = "a", .created_at = 5});
  const Content wrong = WithWrongSignature(right);
  const ByteArray<2> unknown = {0, 4};
  EXPECT_EQ(verdict(wrong), Kind::kRegistrationSignature);
  EXPECT_EQ(verdict(WithWrongSignature(WithoutWindow())), Kind::kRegistrationWindow);
  EXPECT_EQ(verdict(Content().Raw(unknown)), Kind::kUnknownEntry) << "and it has no body";
  const std::vector<uint8_t> window = WithoutWindow().bytes();
  EXPECT_EQ(verdict(Content().Raw(ByteView(window).first(window.size() - 1))),
            Kind::kEntryTruncated);
  // Of several entries the first.
  EXPECT_EQ(verdict(Content(wrong).Raw(unknown)), Kind::kRegistrationSignature);
  EXPECT_EQ(verdict(Content().Raw(unknown).Raw(wrong.bytes())), Kind::kUnknownEntry);
  EXPECT_EQ(verdict(WithoutWindow().Raw(wrong.bytes())), Kind::kRegistrationWindow);
  EXPECT_EQ(verdict(Content(right).Raw(wrong.bytes()).Raw(WithoutWindow().bytes())),
            Kind::kRegistrationSignature);
}

TEST(CheckOrder, OfTwoBlocks) {
  PassportBuilder passport;
  passport.Append(KeyOf(1), 100, Content().Raw(ByteArray<2>{0, 4}));
  passport.Append(KeyOf(1), 100, Content()).signature[0] ^= 1;
  EXPECT_EQ(KindOf(Decode(passport.Message())), Kind::kUnknownEntry);
  std::swap(passport.blocks()[0], passport.blocks()[1]);
  EXPECT_EQ(KindOf(Decode(passport.Message())), Kind::kHeaderSignature);
}

// ---- the ledger

constexpr uint32_t kNow = 10'000;

// The faults of a registration in the order of their checks, each as a bit.
constexpr std::pair<unsigned, LedgerError> kRegistrationFaults[] = {
    {1, LedgerError::kEntryAfterBlock}, {2, LedgerError::kRegistrationTimedOut},
    {4, LedgerError::kOtherPassport},   {8, LedgerError::kKeyAlreadyActive},
    {16, LedgerError::kAliasTaken},
};

// A passport in which alice (key 1) and bob (key 2) are active. A test adds blocks to it.
class LedgerOrderTest : public testing::Test {
 protected:
  LedgerOrderTest() {
    passport_.Append(alice_, kNow, Content().Register(alice_, {"alice", {}, kNow}));
    passport_.Append(alice_, kNow, Content().Register(bob_, {"bob", passport_.id(), kNow}));
  }

  std::optional<LedgerError> Verdict(std::optional<Hash128> id = std::nullopt) const {
    const std::vector<uint8_t> bytes = passport_.Message(id.value_or(passport_.id()));
    const auto message = Decode(bytes);
    if (!message) {
      ADD_FAILURE() << Describe(message.error());
      return std::nullopt;
    }
    return ErrorOf(Ledger::FromPassport(std::get<PutPassport>(*message)));
  }
  // The verdict on one more block.
  std::optional<LedgerError> VerdictOn(const Content& content) {
    passport_.Append(alice_, kNow, content);
    const auto verdict = Verdict();
    passport_.blocks().pop_back();
    return verdict;
  }
  Content RegistrationWith(unsigned faults) const {
    RegistrationDraft draft = {.alias = "carol", .passport_id = passport_.id(), .created_at = kNow};
    if ((faults & 1) != 0) draft.created_at = kNow + 1;
    if ((faults & 2) != 0) draft.created_at = kNow - 2;
    if ((faults & 2) != 0) draft.window = 1;
    if ((faults & 4) != 0) draft.passport_id[0] ^= 1;
    if ((faults & 16) != 0) draft.alias = "alice";
    return Content().Register((faults & 8) != 0 ? bob_ : carol_, draft);
  }
  Content Deregistration(const SigningKey& key, uint32_t created_at = kNow) const {
    return Content().Deregister(key.public_key(), created_at);
  }

  const SigningKey alice_ = KeyOf(1);
  const SigningKey bob_ = KeyOf(2);
  const SigningKey carol_ = KeyOf(3);
  PassportBuilder passport_;
};

// A registration that is created after its block cannot have timed out, since its timeout is later.
TEST_F(LedgerOrderTest, OfARegistration) {
  EXPECT_EQ(VerdictOn(RegistrationWith(0)), std::nullopt);
  for (unsigned faults = 1; faults < 32; ++faults) {
    if ((faults & 3) == 3) continue;
    std::optional<LedgerError> first;
    for (const auto& [bit, error] : kRegistrationFaults) {
      if (!first && (faults & bit) != 0) first = error;
    }
    EXPECT_EQ(VerdictOn(RegistrationWith(faults)), first) << faults;
  }
}

TEST_F(LedgerOrderTest, OfADeregistration) {
  EXPECT_EQ(VerdictOn(Deregistration(KeyOf(3), kNow + 1)), LedgerError::kEntryAfterBlock);
  passport_.Append(alice_, kNow, Deregistration(bob_));
  EXPECT_EQ(VerdictOn(Deregistration(bob_)), LedgerError::kKeyNotActive) << "one key is left";
  EXPECT_EQ(VerdictOn(Deregistration(alice_, kNow + 1)), LedgerError::kEntryAfterBlock);
  EXPECT_EQ(VerdictOn(Deregistration(alice_)), LedgerError::kLastKey);
}

TEST_F(LedgerOrderTest, OfALaterBlock) {
  const Content bad = Deregistration(KeyOf(3));
  passport_.Append(KeyOf(3), kNow, bad);
  EXPECT_EQ(Verdict(), LedgerError::kStrangeAuthor);
  BlockDraft& block = passport_.blocks().back();
  block.previous[0] ^= 1;
  block.Sign(KeyOf(3));
  EXPECT_EQ(Verdict(), LedgerError::kWrongPrevious);
  block.Seal(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kWrongPrevious);
}

TEST_F(LedgerOrderTest, OfTheFirstBlock) {
  passport_ = {};
  passport_.Append(alice_, kNow, Deregistration(bob_));
  EXPECT_EQ(Verdict(), LedgerError::kKeyNotActive) << "and it does not register its author";
  passport_.blocks()[0].previous[0] = 1;
  passport_.blocks()[0].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kFirstHasPrevious);
}

TEST_F(LedgerOrderTest, OfTwoEntries) {
  const Content inactive = Deregistration(KeyOf(3));
  const Content late = Deregistration(bob_, kNow + 1);
  EXPECT_EQ(VerdictOn(Content(inactive).Raw(late.bytes())), LedgerError::kKeyNotActive);
  EXPECT_EQ(VerdictOn(Content(late).Raw(inactive.bytes())), LedgerError::kEntryAfterBlock);
}

// An entry is judged by what the entries before it have done.
TEST_F(LedgerOrderTest, EntriesApplyOneAfterTheOther) {
  const Content leave = Deregistration(bob_);
  const Content again = Content().Register(
      bob_, {.alias = "bobby", .passport_id = passport_.id(), .created_at = kNow});
  EXPECT_EQ(VerdictOn(Content(leave).Raw(again.bytes())), std::nullopt);
  EXPECT_EQ(VerdictOn(Content(again).Raw(leave.bytes())), LedgerError::kKeyAlreadyActive);
  EXPECT_EQ(VerdictOn(Content(leave).Raw(leave.bytes())), LedgerError::kKeyNotActive);
  EXPECT_EQ(VerdictOn(Content(leave).Raw(Deregistration(alice_).bytes())), LedgerError::kLastKey);
}

TEST_F(LedgerOrderTest, OfAPassport) {
  const Hash128 other = Filled<kHash128Size>(7);
  EXPECT_EQ(Verdict(other), LedgerError::kWrongPassportId);
  passport_.Append(KeyOf(3), kNow, Content());
  EXPECT_EQ(Verdict(other), LedgerError::kStrangeAuthor);
  passport_ = {};
  EXPECT_EQ(Verdict(other), LedgerError::kNoBlock);
}

// The first bad block decides, whatever follows.
TEST_F(LedgerOrderTest, OfTwoBlocks) {
  passport_.Append(KeyOf(3), kNow, Content());
  passport_.Append(alice_, kNow, Deregistration(KeyOf(4)));
  EXPECT_EQ(Verdict(), LedgerError::kStrangeAuthor);
  std::swap(passport_.blocks()[2], passport_.blocks()[3]);
  passport_.Relink(alice_);
  passport_.blocks()[3].Sign(KeyOf(3));
  EXPECT_EQ(Verdict(), LedgerError::kKeyNotActive);
}

}  // namespace
}  // namespace asmtp
