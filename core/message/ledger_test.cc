#include "core/message/ledger.h"

#include <gtest/gtest.h>

#include <optional>

#include "core/testing/samples.h"
#include "core/testing/signing_key.h"

namespace asmtp {
namespace {

// A passport of alice (key 1), registered at 1000. A test appends one block to it.
class LedgerTest : public testing::Test {
 protected:
  static constexpr uint32_t kNow = 10000;

  LedgerTest() { passport_.Append(alice_, 1000, RegisterAlice()); }

  Content RegisterAlice() const {
    return Content().Register(alice_, {.alias = "alice", .created_at = 1000});
  }
  // A valid registration.
  RegistrationDraft Bob() const {
    return {.alias = "bob", .passport_id = passport_.id(), .created_at = kNow};
  }
  // Also makes bob (key 2) a master key.
  void AddBob() { passport_.Append(alice_, kNow, Content().Register(bob_, Bob())); }

  // Returns the error of the passport's ledger, if any.
  std::optional<LedgerError> Verdict() const {
    const std::vector<uint8_t> bytes = passport_.BlocksBytes();
    const auto ledger = Ledger::FromBlocks(*Blocks::Decode(bytes));
    return ErrorOf(ledger);
  }
  // Returns the verdict on one more block by alice at kNow.
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

// Passport.

TEST_F(LedgerTest, RequiresABlock) {
  EXPECT_EQ(ErrorOf(Ledger::FromBlocks(Blocks())), LedgerError::kNoBlock);
}

TEST_F(LedgerTest, PassportIdMustMatchItsBlocks) {
  AddBob();
  const auto judge = [&](const Hash128& id) {
    const std::vector<uint8_t> bytes = passport_.Message(id);
    const auto message = Decode(bytes);
    return ErrorOf(Ledger::FromPassport(std::get<PutPassport>(*message)));
  };
  EXPECT_EQ(judge(passport_.id()), kAccepted);
  EXPECT_EQ(judge(passport_.blocks()[1].HeaderHash()), LedgerError::kWrongPassportId);
}

// First block.

TEST_F(LedgerTest, FirstBlockMustHaveNoPrevious) {
  passport_.blocks()[0].previous[15] = 1;
  passport_.blocks()[0].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kFirstHasPrevious);
}

TEST_F(LedgerTest, FirstBlockMustRegisterItsAuthor) {
  passport_ = {};
  passport_.Append(alice_, 1000, Content());
  EXPECT_EQ(Verdict(), LedgerError::kFirstWithoutItsAuthor);
  passport_ = {};
  passport_.Append(alice_, 1000, Content().SetSharedKey({}));
  EXPECT_EQ(Verdict(), LedgerError::kFirstWithoutItsAuthor);
}

TEST_F(LedgerTest, FirstBlockMayHoldOtherEntriesFirst) {
  passport_ = {};
  Content content = Content().SetSharedKey({.key = Filled<32>(7), .created_at = 1});
  passport_.Append(alice_, 1000, content.Raw(RegisterAlice().bytes()));
  EXPECT_EQ(Verdict(), kAccepted);
}

TEST_F(LedgerTest, FirstBlockMustFollowTheRulesOfEntries) {
  passport_ = {};
  passport_.Append(alice_, 999, RegisterAlice());
  EXPECT_EQ(Verdict(), LedgerError::kEntryAfterBlock);
  passport_ = {};
  passport_.Append(alice_, 1000, RegisterAlice().Register(bob_, {.created_at = 1000}));
  EXPECT_EQ(Verdict(), LedgerError::kOtherPassport);
}

// Later blocks.

TEST_F(LedgerTest, PreviousMustBeTheHashOfTheHeaderBefore) {
  AddBob();
  EXPECT_EQ(Verdict(), kAccepted);
  passport_.blocks()[1].previous[15] ^= 1;
  passport_.blocks()[1].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kWrongPrevious);
  passport_.blocks()[1].previous = {};
  passport_.blocks()[1].Sign(alice_);
  EXPECT_EQ(Verdict(), LedgerError::kWrongPrevious);
}

TEST_F(LedgerTest, AuthorMustBeAnActiveMasterKey) {
  passport_.Append(bob_, kNow, Content());
  EXPECT_EQ(Verdict(), LedgerError::kStrangeAuthor);
}

TEST_F(LedgerTest, RejectsADeregisteredAuthor) {
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

TEST_F(LedgerTest, RegistrationMustNotBeCreatedAfterItsBlock) {
  RegistrationDraft late = Bob();
  late.created_at = kNow + 1;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, late)), LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, DeregistrationMustNotBeCreatedAfterItsBlock) {
  AddBob();
  EXPECT_EQ(VerdictOn(Content().Deregister(bob_.public_key(), kNow + 1)),
            LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, SharedKeyMustNotBeCreatedAfterItsBlock) {
  EXPECT_EQ(VerdictOn(Content().SetSharedKey({.created_at = kNow + 1})),
            LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, EntryMayBeCreatedAtTheTimeOfItsBlock) {
  EXPECT_EQ(VerdictOn(Content()
                          .Register(bob_, Bob())
                          .SetSharedKey({.created_at = kNow})
                          .Deregister(bob_.public_key(), kNow)),
            kAccepted);
}

TEST_F(LedgerTest, AcceptsARegistrationAtItsTimeout) {
  RegistrationDraft in_time = Bob();
  in_time.created_at = kNow - kRegistrationWindow;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, in_time)), kAccepted);
}

TEST_F(LedgerTest, RejectsARegistrationPastItsTimeout) {
  RegistrationDraft late = Bob();
  late.created_at = kNow - 10;
  late.window = 9;
  EXPECT_EQ(VerdictOn(Content().Register(bob_, late)), LedgerError::kRegistrationTimedOut);
}

TEST_F(LedgerTest, RegistrationMustNameThisPassport) {
  for (const size_t at : {0UZ, 7UZ, 15UZ}) {
    RegistrationDraft other = Bob();
    other.passport_id[at] ^= 1;
    EXPECT_EQ(VerdictOn(Content().Register(bob_, other)), LedgerError::kOtherPassport);
    passport_.blocks().pop_back();
  }
}

// The id is the hash of the first header, not of the last.
TEST_F(LedgerTest, RegistrationInAThirdBlockNamesTheFirst) {
  AddBob();
  const RegistrationDraft last = {
      .alias = "carol", .passport_id = passport_.blocks().back().HeaderHash(), .created_at = kNow};
  EXPECT_EQ(VerdictOn(Content().Register(KeyOf(3), last)), LedgerError::kOtherPassport);
  passport_.blocks().pop_back();
  RegistrationDraft first = last;
  first.passport_id = passport_.id();
  EXPECT_EQ(VerdictOn(Content().Register(KeyOf(3), first)), kAccepted);
}

TEST_F(LedgerTest, TimesAreUnsigned) {
  constexpr uint32_t kLate = 0x8000'0000;
  passport_.Append(alice_, kLate, Content().Deregister(alice_.public_key(), 1));
  EXPECT_EQ(Verdict(), LedgerError::kLastKey) << "1 is before the block";
  passport_.blocks().pop_back();
  RegistrationDraft late = Bob();
  late.created_at = kLate - 1;
  passport_.Append(alice_, kLate, Content().Register(bob_, late));
  EXPECT_EQ(Verdict(), kAccepted);
  passport_.blocks().pop_back();
  passport_.Append(alice_, kLate - 1, Content().SetSharedKey({.created_at = kLate}));
  EXPECT_EQ(Verdict(), LedgerError::kEntryAfterBlock);
}

TEST_F(LedgerTest, AuthorsOwnRegistrationMayNameAnyPassport) {
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

TEST_F(LedgerTest, RejectsADuplicateActiveKey) {
  AddBob();
  RegistrationDraft again = Bob();
  again.alias = "robert";
  EXPECT_EQ(VerdictOn(Content().Register(bob_, again)), LedgerError::kKeyAlreadyActive);
}

TEST_F(LedgerTest, RejectsADuplicateAlias) {
  RegistrationDraft same = Bob();
  same.alias = "alice";
  EXPECT_EQ(VerdictOn(Content().Register(bob_, same)), LedgerError::kAliasTaken);
}

TEST_F(LedgerTest, AliasEndsAtItsFirstNul) {
  RegistrationDraft same = Bob();
  same.alias = std::string("alice\0and more", 14);
  EXPECT_EQ(VerdictOn(Content().Register(bob_, same)), LedgerError::kAliasTaken);
}

TEST_F(LedgerTest, AliasesMayDifferInCaseOrTheLastByte) {
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

TEST_F(LedgerTest, AliasStaysTakenAfterDeregistration) {
  AddBob();
  passport_.Append(alice_, kNow, Content().Deregister(bob_.public_key(), kNow));
  EXPECT_EQ(VerdictOn(Content().Register(bob_, Bob())), LedgerError::kAliasTaken);
}

TEST_F(LedgerTest, KeyMayReturnUnderANewAlias) {
  AddBob();
  passport_.Append(alice_, kNow, Content().Deregister(bob_.public_key(), kNow));
  RegistrationDraft again = Bob();
  again.alias = "robert";
  EXPECT_EQ(VerdictOn(Content().Register(bob_, again)), kAccepted);
}

TEST_F(LedgerTest, DeregistrationMustNameAnActiveKey) {
  AddBob();
  EXPECT_EQ(VerdictOn(Content().Deregister(KeyOf(3).public_key(), kNow)),
            LedgerError::kKeyNotActive);
}

TEST_F(LedgerTest, RejectsDeregistrationOfTheLastKey) {
  EXPECT_EQ(VerdictOn(Content().Deregister(alice_.public_key(), kNow)), LedgerError::kLastKey);
}

TEST_F(LedgerTest, RejectsDeregistrationOfTheLastKeyAfterOthersHaveLeft) {
  AddBob();
  passport_.Append(bob_, kNow, Content().Deregister(alice_.public_key(), kNow));
  passport_.Append(bob_, kNow, Content().Deregister(bob_.public_key(), kNow));
  EXPECT_EQ(Verdict(), LedgerError::kLastKey);
}

// In place of the keys that leave others come, within one block.
TEST_F(LedgerTest, EveryKeyMayBeReplaced) {
  EXPECT_EQ(
      VerdictOn(Content()
                    .Register(bob_, Bob())
                    .Deregister(alice_.public_key(), kNow)
                    .Register(KeyOf(3),
                              {.alias = "carol", .passport_id = passport_.id(), .created_at = kNow})
                    .Deregister(bob_.public_key(), kNow)),
      kAccepted);
  EXPECT_EQ(State().active_master_keys(), (std::set<Ledger::Key>{KeyOf(3).public_key()}));
  EXPECT_EQ(State().aliases().size(), 3u);
}

// A shared key of a later block replaces that of an earlier one, whatever their times are.
TEST_F(LedgerTest, LastSharedKeyWinsBetweenBlocks) {
  passport_.Append(alice_, kNow, Content().SetSharedKey({.key = Filled<32>(8), .created_at = 9}));
  passport_.Append(alice_, kNow, Content().SetSharedKey({.key = Filled<32>(7), .created_at = 3}));
  passport_.Append(alice_, kNow, Content());
  EXPECT_EQ(State().shared_key(), (Ledger::SharedKey{Filled<32>(7), 3}));
}

TEST_F(LedgerTest, LastSharedKeyWins) {
  EXPECT_EQ(State().shared_key(), std::nullopt);
  passport_.Append(alice_, kNow,
                   Content()
                       .SetSharedKey({.key = Filled<32>(8), .created_at = 9})
                       .SetSharedKey({.key = Filled<32>(7), .created_at = 3}));
  EXPECT_EQ(State().shared_key(), (Ledger::SharedKey{Filled<32>(7), 3}));
}

// State.

TEST_F(LedgerTest, ReportsItsState) {
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

TEST_F(LedgerTest, RejectedRegistrationAddsNoKey) {
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
