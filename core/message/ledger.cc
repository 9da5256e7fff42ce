#include "core/message/ledger.h"

#include <ranges>

namespace asmtp {
namespace {

std::unexpected<LedgerError> Fail(LedgerError error) { return std::unexpected(error); }

Ledger::Alias AliasOf(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = padded.Copy();
  std::fill(std::ranges::find(alias, 0), alias.end(), 0);
  return alias;
}

}  // namespace

std::expected<Ledger, LedgerError> Ledger::FromBlocks(const Blocks& blocks) {
  if (blocks.empty()) return Fail(LedgerError::kNoBlock);
  auto next = blocks.begin();
  auto ledger = FromFirst(*next);
  while (ledger && ++next != blocks.end()) {
    const Result appended = ledger->Append(*next);
    if (!appended) return Fail(appended.error());
  }
  return ledger;
}

std::expected<Ledger, LedgerError> Ledger::FromPassport(const PutPassport& passport) {
  auto ledger = FromBlocks(passport.blocks);
  if (ledger && !Equal(ledger->id(), passport.id)) return Fail(LedgerError::kWrongPassportId);
  return ledger;
}

std::expected<Ledger, LedgerError> Ledger::FromFirst(const Block& first) {
  if (first.header().previous != FixedView<kHash128Size>()) {
    return Fail(LedgerError::kFirstHasPrevious);
  }
  Ledger ledger(first.HeaderHash());
  if (const Result applied = ledger.ApplyContent(first); !applied) return Fail(applied.error());
  if (!ledger.active_master_keys_.contains(first.header().author.Copy())) {
    return Fail(LedgerError::kFirstWithoutItsAuthor);
  }
  return ledger;
}

std::expected<void, LedgerError> Ledger::Append(const Block& block) {
  const BlockHeader& header = block.header();
  if (!Equal(header.previous, last_header_hash_)) return Fail(LedgerError::kWrongPrevious);
  if (!active_master_keys_.contains(header.author.Copy())) {
    return Fail(LedgerError::kStrangeAuthor);
  }
  return ApplyContent(block);
}

std::expected<void, LedgerError> Ledger::ApplyContent(const Block& block) {
  Changes changes;
  const std::optional<SharedKey> shared_key_before = shared_key_;
  for (const Entry entry : block.entries()) {
    const auto apply = [&](const auto& view) { return Apply(block.header(), view, &changes); };
    if (const Result applied = std::visit(apply, entry); !applied) {
      TakeBack(changes);
      shared_key_ = shared_key_before;
      return applied;
    }
  }
  last_header_hash_ = block.HeaderHash();
  return {};
}

std::expected<void, LedgerError> Ledger::Apply(const BlockHeader& header,
                                               const RegisterMasterKey& entry, Changes* changes) {
  if (entry.created_at > header.time) return Fail(LedgerError::kEntryAfterBlock);
  if (entry.registration_timeout < header.time) return Fail(LedgerError::kRegistrationTimedOut);
  if (entry.key != header.author && !Equal(entry.passport_id, id_)) {
    return Fail(LedgerError::kOtherPassport);
  }
  const Key key = entry.key.Copy();
  if (!active_master_keys_.insert(key).second) return Fail(LedgerError::kKeyAlreadyActive);
  changes->push_back({Change::Kind::kKeyAdded, key});
  const Alias alias = AliasOf(entry.alias);
  if (!aliases_.insert(alias).second) return Fail(LedgerError::kAliasTaken);
  changes->push_back({Change::Kind::kAliasAdded, alias});
  return {};
}

std::expected<void, LedgerError> Ledger::Apply(const BlockHeader& header,
                                               const DeregisterMasterKey& entry, Changes* changes) {
  if (entry.created_at > header.time) return Fail(LedgerError::kEntryAfterBlock);
  const auto key = active_master_keys_.find(entry.key.Copy());
  if (key == active_master_keys_.end()) return Fail(LedgerError::kKeyNotActive);
  if (active_master_keys_.size() == 1) return Fail(LedgerError::kLastKey);
  changes->push_back({Change::Kind::kKeyRemoved, *key});
  active_master_keys_.erase(key);
  return {};
}

std::expected<void, LedgerError> Ledger::Apply(const BlockHeader& header, const SetSharedKey& entry,
                                               Changes*) {
  if (entry.created_at > header.time) return Fail(LedgerError::kEntryAfterBlock);
  shared_key_ = SharedKey{entry.key.Copy(), entry.created_at};
  return {};
}

void Ledger::TakeBack(const Changes& changes) {
  for (const Change& change : std::views::reverse(changes)) {
    switch (change.kind) {
      case Change::Kind::kKeyAdded:
        active_master_keys_.erase(change.bytes);
        break;
      case Change::Kind::kKeyRemoved:
        active_master_keys_.insert(change.bytes);
        break;
      case Change::Kind::kAliasAdded:
        aliases_.erase(change.bytes);
        break;
    }
  }
}

bool NamesItsBlocks(const PutPassport& passport) {
  return !passport.blocks.empty() && Equal((*passport.blocks.begin()).HeaderHash(), passport.id);
}

}  // namespace asmtp
