#include "core/message/ledger.h"

#include <algorithm>
#include <utility>

#include "core/bytes/error_row.h"

namespace asmtp {
namespace {

using enum LedgerError;

constexpr ErrorRow<LedgerError> kRows[] = {
    {kNoBlock, "no-block", "the passport has no block"},
    {kWrongPassportId, "wrong-passport-id",
     "the passport id is not the hash of the first block's header"},
    {kFirstHasPrevious, "first-has-previous", "the first block has a previous hash"},
    {kFirstWithoutItsAuthor, "first-without-its-author",
     "the first block does not register its author"},
    {kWrongPrevious, "wrong-previous",
     "the block's previous hash is not the hash of the preceding header"},
    {kStrangeAuthor, "strange-author", "the block's author is not an active master key"},
    {kEntryAfterBlock, "entry-after-block", "the entry was created after its block"},
    {kRegistrationTimedOut, "registration-timed-out", "the registration is past its timeout"},
    {kOtherPassport, "other-passport", "the registration names another passport"},
    {kKeyAlreadyActive, "key-already-active", "the registered key is already an active master key"},
    {kAliasTaken, "alias-taken", "the registered alias is already taken"},
    {kKeyNotActive, "key-not-active", "the deregistered key is not an active master key"},
    {kLastKey, "last-key", "the deregistered key is the last active master key"},
};

std::unexpected<LedgerError> Fail(LedgerError error) { return std::unexpected(error); }

Ledger::Alias AliasOf(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = padded.Copy();
  std::fill(std::ranges::find(alias, 0), alias.end(), 0);
  return alias;
}

}  // namespace

std::string_view Name(LedgerError error) { return RowOf(kRows, error).name; }
std::string_view Describe(LedgerError error) { return RowOf(kRows, error).sentence; }

std::expected<Ledger, LedgerError> Ledger::FromBlocks(const Blocks& blocks) {
  if (blocks.empty()) return Fail(kNoBlock);
  auto next = blocks.begin();
  auto ledger = FromFirst(*next);
  while (ledger && ++next != blocks.end()) {
    if (const Result applied = ledger->Apply(*next); !applied) return Fail(applied.error());
  }
  return ledger;
}

std::expected<Ledger, LedgerError> Ledger::FromPassport(const PutPassport& passport) {
  auto ledger = FromBlocks(passport.blocks);
  if (ledger && !Equal(ledger->id(), passport.id)) return Fail(kWrongPassportId);
  return ledger;
}

std::expected<Ledger, LedgerError> Ledger::FromFirst(const Block& first) {
  if (first.header().previous != FixedView<kHash128Size>()) return Fail(kFirstHasPrevious);
  Ledger ledger(first.HeaderHash());
  if (const Result applied = ledger.ApplyContent(first); !applied) return Fail(applied.error());
  if (!ledger.active_master_keys_.contains(first.header().author.Copy())) {
    return Fail(kFirstWithoutItsAuthor);
  }
  return ledger;
}

std::expected<void, LedgerError> Ledger::Append(const Block& block) {
  Ledger next = *this;
  const Result applied = next.Apply(block);
  if (applied) *this = std::move(next);
  return applied;
}

std::expected<void, LedgerError> Ledger::Apply(const Block& block) {
  const BlockHeader& header = block.header();
  if (!Equal(header.previous, last_header_hash_)) return Fail(kWrongPrevious);
  if (!active_master_keys_.contains(header.author.Copy())) return Fail(kStrangeAuthor);
  return ApplyContent(block);
}

std::expected<void, LedgerError> Ledger::ApplyContent(const Block& block) {
  const BlockHeader& header = block.header();
  const auto apply = [&](const auto& entry) -> Result {
    if (entry.created_at > header.time) return Fail(kEntryAfterBlock);
    return Apply(header, entry);
  };
  for (const Entry entry : block.entries()) {
    if (const Result applied = std::visit(apply, entry); !applied) return applied;
  }
  last_header_hash_ = block.HeaderHash();
  return {};
}

std::expected<void, LedgerError> Ledger::Apply(const BlockHeader& header,
                                               const RegisterMasterKey& entry) {
  if (entry.registration_timeout < header.time) return Fail(kRegistrationTimedOut);
  if (entry.key != header.author && !Equal(entry.passport_id, id_)) return Fail(kOtherPassport);
  if (!active_master_keys_.insert(entry.key.Copy()).second) return Fail(kKeyAlreadyActive);
  if (!aliases_.insert(AliasOf(entry.alias)).second) return Fail(kAliasTaken);
  return {};
}

std::expected<void, LedgerError> Ledger::Apply(const BlockHeader&,
                                               const DeregisterMasterKey& entry) {
  const auto key = active_master_keys_.find(entry.key.Copy());
  if (key == active_master_keys_.end()) return Fail(kKeyNotActive);
  if (active_master_keys_.size() == 1) return Fail(kLastKey);
  active_master_keys_.erase(key);
  return {};
}

std::expected<void, LedgerError> Ledger::Apply(const BlockHeader&, const SetSharedKey& entry) {
  shared_key_ = SharedKey{entry.key.Copy(), entry.created_at};
  return {};
}

}  // namespace asmtp
