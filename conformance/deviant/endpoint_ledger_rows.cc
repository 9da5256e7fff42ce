// Violations of section 10 of SPEC.md.
#include <algorithm>
#include <ctime>

#include "conformance/deviant/row.h"
#include "core/testing/layout.h"

namespace asmtp::deviant {
namespace {

using D = Deviation;
using Place = LedgerPlace;
using enum LedgerError;
constexpr auto kEndpoint = Serves::kEndpoint;
constexpr auto kMessage = Stage::kMessage;

// Rules that are not checked.

template <LedgerError kRule>
bool IsRule(LedgerError rule, const Place&) {
  return rule == kRule;
}
bool IsZeroPrevious(LedgerError rule, const Place& place) {
  return rule == kWrongPrevious && place.block.header().previous == FixedView<kHash128Size>();
}
bool FollowsAnyBlock(LedgerError rule, const Place& place) {
  return rule == kWrongPrevious &&
         place.state.hashes.contains(place.block.header().previous.Copy());
}
bool RegistersItsAuthor(LedgerError rule, const Place& place) {
  if (rule != kStrangeAuthor) return false;
  for (const Entry entry : place.block.entries()) {
    const auto* registration = std::get_if<RegisterMasterKey>(&entry);
    if (registration != nullptr && registration->key == place.block.header().author) return true;
  }
  return false;
}
bool IsByFormerKey(LedgerError rule, const Place& place) {
  return rule == kStrangeAuthor && place.state.former.contains(place.block.header().author.Copy());
}
template <class View>
bool IsEarly(LedgerError rule, const Place& place) {
  return rule == kEntryAfterBlock && place.As<View>() != nullptr;
}
bool NamesNoPassport(LedgerError rule, const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return rule == kOtherPassport && registration != nullptr && place.index != 0 &&
         registration->passport_id == FixedView<kPassportIdSize>();
}
bool IsInFirstBlock(LedgerError rule, const Place& place) {
  return rule == kOtherPassport && place.index == 0;
}
bool IsNewInBlock(LedgerError rule, const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return rule == kKeyAlreadyActive && registration != nullptr &&
         !place.before.active.contains(registration->key.Copy());
}
bool LeavesAgain(LedgerError rule, const Place& place) {
  const auto* leave = place.As<DeregisterMasterKey>();
  return rule == kKeyNotActive && leave != nullptr &&
         place.state.former.contains(leave->key.Copy());
}

// What is refused although no rule is broken.

bool IsFirst(const Place& place) { return place.index == 0; }
bool BeginsWithAnother(const Place& place) {
  return place.index == 0 && place.entry == nullptr &&
         !std::holds_alternative<RegisterMasterKey>(*place.block.entries().begin());
}
bool HasLostItsAuthor(const Place& place) {
  return place.index != 0 && place.entry != nullptr &&
         !place.state.active.contains(place.block.header().author.Copy());
}
bool IsActiveBeforeBlock(const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return registration != nullptr && place.before.active.contains(registration->key.Copy());
}
bool IsLeavingOfAnother(const Place& place) {
  const auto* leave = place.As<DeregisterMasterKey>();
  return leave != nullptr && leave->key != place.block.header().author;
}
bool IsEarlierThanLast(const Place& place) {
  return place.index != 0 && place.block.header().time < place.state.last_time;
}
bool HasNoEntry(const Place& place) { return place.block.entries().empty(); }
bool HasVersion(const Place& place) { return place.block.header().version != 0; }
bool IsOfTheFuture(const Place& place) {
  return kTimeEpoch + place.block.header().time > static_cast<uint64_t>(std::time(nullptr));
}
bool TimesOutNow(const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return registration != nullptr && registration->registration_timeout == place.block.header().time;
}
bool IsOwnKeyOf(const Place& place, ByteView passport_id) {
  const auto* registration = place.As<RegisterMasterKey>();
  return registration != nullptr && registration->key == place.block.header().author &&
         !Equal(registration->passport_id, passport_id);
}
bool IsFirstKeyOfAnother(const Place& place) {
  return place.index == 0 && IsOwnKeyOf(place, Hash128{});
}
bool IsOwnKeyOfAnother(const Place& place) {
  return place.index != 0 && IsOwnKeyOf(place, place.state.id);
}
bool IsFormerKey(const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return registration != nullptr && place.state.former.contains(registration->key.Copy());
}
bool IsCreatedWithBlock(const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return registration != nullptr && registration->created_at == place.block.header().time;
}
bool IsForNobody(const Place& place) {
  const auto* shared = place.As<SetSharedKey>();
  return shared != nullptr && shared->count == 0;
}
bool HasEmptyAlias(const Place& place) {
  const auto* registration = place.As<RegisterMasterKey>();
  return registration != nullptr && registration->alias[0] == 0;
}

// What is hashed, and what of an alias is compared.

Hash128 ContentHash(const Block& block) { return block.header().content_hash.Copy(); }
Hash128 HashWithoutSignature(const Block& block) {
  return Blake2b128(ByteView(block.header_bytes()).first(kSignedHeaderSize));
}

Ledger::Alias ToNul(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = padded.Copy();
  std::fill(std::ranges::find(alias, 0), alias.end(), uint8_t{0});
  return alias;
}
Ledger::Alias Whole(FixedView<kAliasSize> padded) { return padded.Copy(); }
Ledger::Alias WithoutCapitals(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = ToNul(padded);
  for (uint8_t& byte : alias) byte |= byte >= 'A' && byte <= 'Z' ? 0x20 : 0;
  return alias;
}
Ledger::Alias Of31Bytes(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = ToNul(padded);
  alias.back() = 0;
  return alias;
}
Ledger::Alias WithoutLastSpaces(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = ToNul(padded);
  for (auto end = std::ranges::find(alias, 0); end != alias.begin() && *(end - 1) == ' ';) {
    *--end = 0;
  }
  return alias;
}
// As text in which everything beyond ASCII is a replacement character.
Ledger::Alias AsAscii(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = ToNul(padded);
  for (uint8_t& byte : alias) byte = byte > 0x7f ? 0xff : byte;
  return alias;
}
// As text whose accents are composed; only "e" with an acute is known.
Ledger::Alias Composed(FixedView<kAliasSize> padded) {
  constexpr uint8_t kTwo[] = {0x65, 0xcc, 0x81};
  constexpr uint8_t kOne[] = {0xc3, 0xa9, 0};
  Ledger::Alias alias = ToNul(padded);
  if (std::ranges::equal(ByteView(alias).first(3), kTwo)) std::ranges::copy(kOne, alias.begin());
  return alias;
}

// clang-format off
constexpr Row kRows[] = {
    // Blocks
    {.id = "no-block-accepted", .clause = "LED-1", .stage = kMessage, .serves = kEndpoint,
     .sentence = "takes a PutPassport without a block for a passport.",
     .apply = [](D& d) { d.ledger.no_block_accepted = true; }, .family = "ledger/no-block"},
    {.id = "first-previous-unchecked", .clause = "LED-2", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a first block with a previous one.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kFirstHasPrevious>; },
     .family = "ledger/first-with-previous"},
    {.id = "zero-previous-refused", .clause = "PAS-12", .stage = kMessage, .serves = kEndpoint,
     .sentence = "takes a previous of zero bytes for the hash of a block, which it does not have.",
     .apply = [](D& d) { d.ledger.refuses = IsFirst; }, .family = "ledger/one-block"},
    {.id = "passport-id-of-content", .clause = "LED-3", .stage = kMessage, .serves = kEndpoint,
     .sentence = "takes the hash of the first content for the passport id.",
     .apply = [](D& d) { d.ledger.id = ContentHash; }, .family = "ledger/one-block"},
    {.id = "hash-without-signature", .clause = "PAS-9", .stage = kMessage, .serves = kEndpoint,
     .sentence = "hashes a header without its signature.",
     .apply = [](D& d) { d.ledger.hash = HashWithoutSignature; }, .family = "ledger/two-blocks"},
    {.id = "first-author-unchecked", .clause = "LED-4", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a first block that does not register its author.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kFirstWithoutItsAuthor>; },
     .family = "ledger/first-without-author"},
    {.id = "first-entry-must-register", .clause = "LED-4", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a first block whose first entry is not a registration.",
     .apply = [](D& d) { d.ledger.refuses = BeginsWithAnother; },
     .family = "ledger/first-registers-author-last"},
    {.id = "previous-unchecked", .clause = "LED-5", .stage = kMessage, .serves = kEndpoint,
     .sentence = "does not look at the previous of a later block.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kWrongPrevious>; },
     .family = "ledger/unlinked"},
    {.id = "later-previous-may-be-zero", .clause = "LED-5", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a later block without a previous one.",
     .apply = [](D& d) { d.ledger.ignores = IsZeroPrevious; }, .family = "ledger/unlinked"},
    {.id = "previous-is-any-block", .clause = "LED-5", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a block that follows any block before it.",
     .apply = [](D& d) { d.ledger.ignores = FollowsAnyBlock; },
     .family = "ledger/linked-to-an-earlier-block"},
    {.id = "author-unchecked", .clause = "LED-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a later block by anybody.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kStrangeAuthor>; },
     .family = "ledger/stranger"},
    {.id = "author-may-register-itself", .clause = "LED-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "checks the author of a later block after its entries.",
     .apply = [](D& d) { d.ledger.ignores = RegistersItsAuthor; },
     .family = "ledger/stranger-registers-itself"},
    {.id = "former-author-accepted", .clause = "LED-6", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a block by a deregistered key.",
     .apply = [](D& d) { d.ledger.ignores = IsByFormerKey; }, .family = "ledger/former-author"},
    {.id = "author-checked-for-each-entry", .clause = "LED-7", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "checks the author of a block again for each entry.",
     .apply = [](D& d) { d.ledger.refuses = HasLostItsAuthor; }, .family = "ledger/author-leaves"},
    {.id = "deregistrations-first", .clause = "LED-8", .stage = kMessage, .serves = kEndpoint,
     .sentence = "applies the deregistrations of a block before its other entries.",
     .apply = [](D& d) { d.ledger.deregisters_first = true; },
     .family = "ledger/entries-in-order"},
    {.id = "new-key-twice-in-a-block", .clause = "LED-8", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares a registered key only with those that were active before the block.",
     .apply = [](D& d) { d.ledger.ignores = IsNewInBlock; },
     .family = "ledger/key-twice-in-a-block"},
    {.id = "old-key-refused-in-a-block", .clause = "LED-8", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a registration of a key that the same block has deregistered.",
     .apply = [](D& d) { d.ledger.refuses = IsActiveBeforeBlock; },
     .family = "ledger/key-leaves-and-returns"},
    {.id = "times-must-grow", .clause = "LED-9", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a block that is earlier than the one before it.",
     .apply = [](D& d) { d.ledger.refuses = IsEarlierThanLast; },
     .family = "ledger/earlier-block"},
    {.id = "empty-block-refused", .clause = "LED-10", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a block without an entry.",
     .apply = [](D& d) { d.ledger.refuses = HasNoEntry; }, .family = "ledger/empty-block"},
    {.id = "ledger-of-version-0", .clause = "LED-11", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a block whose version is not 0 from a passport.",
     .apply = [](D& d) { d.ledger.refuses = HasVersion; }, .family = "ledger/other-version"},
    {.id = "future-block-refused", .clause = "LED-12", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a block that is later than its clock.",
     .apply = [](D& d) { d.ledger.refuses = IsOfTheFuture; }, .family = "ledger/any-time"},
    {.id = "half-block-kept", .clause = "LED-13", .stage = kMessage, .serves = kEndpoint,
     .sentence = "keeps the first entries of a block that it rejects.",
     .apply = [](D& d) { d.ledger.half_block_kept = true; }, .family = "ledger/half-a-block"},
    {.id = "rest-ignored", .clause = "LED-14", .stage = kMessage, .serves = kEndpoint,
     .sentence = "takes the blocks before a rejected one for the passport.",
     .apply = [](D& d) { d.ledger.rest_ignored = true; },
     .family = "ledger/bad-block-in-the-middle"},
    // Entries
    {.id = "registration-of-the-future", .clause = "LED-15", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "accepts a registration that is later than its block.",
     .apply = [](D& d) { d.ledger.ignores = IsEarly<RegisterMasterKey>; },
     .family = "ledger/created-after-block/registration"},
    {.id = "deregistration-of-the-future", .clause = "LED-15", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "accepts a deregistration that is later than its block.",
     .apply = [](D& d) { d.ledger.ignores = IsEarly<DeregisterMasterKey>; },
     .family = "ledger/created-after-block/deregistration"},
    {.id = "shared-key-of-the-future", .clause = "LED-15", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a shared key that is later than its block.",
     .apply = [](D& d) { d.ledger.ignores = IsEarly<SetSharedKey>; },
     .family = "ledger/created-after-block/shared-key"},
    {.id = "entry-must-be-earlier", .clause = "LED-29", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a registration that is as old as its block.",
     .apply = [](D& d) { d.ledger.refuses = IsCreatedWithBlock; }, .family = "ledger/one-block"},
    {.id = "timeout-unchecked", .clause = "LED-16", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a registration after its timeout.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kRegistrationTimedOut>; },
     .family = "ledger/timed-out"},
    {.id = "timeout-now-refused", .clause = "LED-17", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a registration whose timeout is the time of its block.",
     .apply = [](D& d) { d.ledger.refuses = TimesOutNow; }, .family = "ledger/timeout-now"},
    {.id = "other-passport-accepted", .clause = "LED-18", .stage = kMessage, .serves = kEndpoint,
     .sentence = "does not look at the passport id of a registration.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kOtherPassport>; },
     .family = "ledger/other-passport"},
    {.id = "zero-passport-accepted", .clause = "LED-18", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a registration for no passport in a later block.",
     .apply = [](D& d) { d.ledger.ignores = NamesNoPassport; },
     .family = "ledger/other-passport"},
    {.id = "first-block-registers-anybody", .clause = "LED-18", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "accepts registrations of any key in the first block.",
     .apply = [](D& d) { d.ledger.ignores = IsInFirstBlock; },
     .family = "ledger/first-registers-another"},
    {.id = "first-passport-id-must-be-zero", .clause = "LED-19", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a first block whose registration has a passport id.",
     .apply = [](D& d) { d.ledger.refuses = IsFirstKeyOfAnother; },
     .family = "ledger/own-key-of-any-passport"},
    {.id = "own-passport-id-checked", .clause = "LED-19", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares the passport id when a later author registers itself.",
     .apply = [](D& d) { d.ledger.refuses = IsOwnKeyOfAnother; },
     .family = "ledger/author-returns"},
    {.id = "active-key-registered", .clause = "LED-20", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a registration of an active key.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kKeyAlreadyActive>; },
     .family = "ledger/key-registered-twice"},
    {.id = "alias-unchecked", .clause = "LED-21", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a taken alias.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kAliasTaken>; },
     .family = "ledger/alias/taken"},
    {.id = "alias-compared-whole", .clause = "LED-22", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares aliases beyond their first NUL.",
     .apply = [](D& d) { d.ledger.alias = Whole; }, .family = "ledger/alias/bytes-after-nul"},
    {.id = "alias-without-capitals", .clause = "LED-22", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares aliases without their capitals.",
     .apply = [](D& d) { d.ledger.alias = WithoutCapitals; }, .family = "ledger/alias/capitals"},
    {.id = "alias-of-31-bytes", .clause = "LED-22", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares only 31 bytes of an alias.",
     .apply = [](D& d) { d.ledger.alias = Of31Bytes; }, .family = "ledger/alias/last-byte"},
    {.id = "alias-trimmed", .clause = "LED-22", .stage = kMessage, .serves = kEndpoint,
     .sentence = "compares aliases without the spaces at their end.",
     .apply = [](D& d) { d.ledger.alias = WithoutLastSpaces; }, .family = "ledger/alias/space"},
    {.id = "alias-as-text", .clause = "LED-22", .stage = kMessage, .serves = kEndpoint,
     .sentence = "replaces what is not text before it compares aliases.",
     .apply = [](D& d) { d.ledger.alias = AsAscii; }, .family = "ledger/alias/not-utf-8"},
    {.id = "alias-composed", .clause = "LED-22", .stage = kMessage, .serves = kEndpoint,
     .sentence = "composes accents before it compares aliases.",
     .apply = [](D& d) { d.ledger.alias = Composed; }, .family = "ledger/alias/beyond-ascii"},
    {.id = "alias-freed", .clause = "LED-23", .stage = kMessage, .serves = kEndpoint,
     .sentence = "gives the alias of a deregistered key away again.",
     .apply = [](D& d) { d.ledger.aliases_freed = true; },
     .family = "ledger/alias/of-a-former-key"},
    {.id = "former-key-refused", .clause = "LED-24", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a registration of a key that was deregistered.",
     .apply = [](D& d) { d.ledger.refuses = IsFormerKey; }, .family = "ledger/key-returns"},
    {.id = "stranger-deregistered", .clause = "LED-25", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a deregistration of a key that is not active.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kKeyNotActive>; },
     .family = "ledger/deregistered-stranger"},
    {.id = "deregistered-twice", .clause = "LED-25", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a second deregistration of a key.",
     .apply = [](D& d) { d.ledger.ignores = LeavesAgain; },
     .family = "ledger/deregistered-twice"},
    {.id = "last-key-deregistered", .clause = "LED-26", .stage = kMessage, .serves = kEndpoint,
     .sentence = "accepts a deregistration of the only key.",
     .apply = [](D& d) { d.ledger.ignores = IsRule<kLastKey>; }, .family = "ledger/last-key"},
    {.id = "first-shared-key-stays", .clause = "LED-27", .stage = kMessage, .serves = kEndpoint,
     .sentence = "keeps the first shared key.",
     .apply = [](D& d) { d.ledger.shared = LedgerFaults::Shared::kFirst; },
     .family = "ledger/shared-key/last-wins"},
    {.id = "newest-shared-key-stays", .clause = "LED-27", .stage = kMessage, .serves = kEndpoint,
     .sentence = "keeps the shared key with the latest time.",
     .apply = [](D& d) { d.ledger.shared = LedgerFaults::Shared::kNewest; },
     .family = "ledger/shared-key/older-wins"},
    {.id = "leaving-key-refused", .clause = "LED-29", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a block that deregisters another key than its author's.",
     .apply = [](D& d) { d.ledger.refuses = IsLeavingOfAnother; }, .family = "ledger/key-leaves"},
    {.id = "shared-key-for-nobody-refused", .clause = "LED-29", .stage = kMessage,
     .serves = kEndpoint,
     .sentence = "rejects a shared key without a recipient.",
     .apply = [](D& d) { d.ledger.refuses = IsForNobody; },
     .family = "ledger/shared-key/for-nobody"},
    {.id = "empty-alias-refused", .clause = "LED-29", .stage = kMessage, .serves = kEndpoint,
     .sentence = "rejects a registration with an empty alias.",
     .apply = [](D& d) { d.ledger.refuses = HasEmptyAlias; }, .family = "ledger/alias/empty"},
    {.id = "any-passport-id", .clause = "LED-28", .stage = kMessage, .serves = kEndpoint,
     .sentence = "takes blocks for the passport of any id.",
     .apply = [](D& d) { d.ledger.any_id = true; }, .family = "ledger/other-id"},
};
// clang-format on

}  // namespace

std::span<const Row> EndpointLedgerRows() { return kRows; }

}  // namespace asmtp::deviant
