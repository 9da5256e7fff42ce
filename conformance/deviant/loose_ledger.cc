#include "conformance/deviant/loose_ledger.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace asmtp::deviant {
namespace {

using enum LedgerError;

Ledger::Alias AliasOf(FixedView<kAliasSize> padded) {
  Ledger::Alias alias = padded.Copy();
  std::fill(std::ranges::find(alias, 0), alias.end(), uint8_t{0});
  return alias;
}

std::vector<Entry> EntriesOf(const Block& block, const LedgerFaults& wrong) {
  std::vector<Entry> entries;
  std::vector<Entry> later;
  for (const Entry entry : block.entries()) {
    const bool waits =
        wrong.deregisters_first && !std::holds_alternative<DeregisterMasterKey>(entry);
    (waits ? later : entries).push_back(entry);
  }
  entries.insert(entries.end(), later.begin(), later.end());
  return entries;
}

class LooseLedger {
 public:
  explicit LooseLedger(const LedgerFaults& wrong) : wrong_(wrong) {}

  const LooseLedgerState& state() const { return state_; }
  size_t blocks() const { return index_; }

  // Applies the next block. Returns whether it is accepted.
  bool Append(const Block& block) {
    before_ = state_;
    block_ = &block;
    const bool accepted = HeadPasses() && EntriesPass() && EndPasses();
    if (!accepted) {
      if (!wrong_.half_block_kept || index_ == 0) state_ = before_;
      return false;
    }
    const BlockHeader& header = block.header();
    state_.last_hash = wrong_.hash != nullptr ? wrong_.hash(block) : block.HeaderHash();
    state_.hashes.insert(state_.last_hash);
    state_.last_time = header.time;
    ++index_;
    return true;
  }

 private:
  LedgerPlace Here() const {
    return {.index = index_, .block = *block_, .entry = entry_, .state = state_, .before = before_};
  }
  // Returns whether the ledger goes on: the rule is kept, or this endpoint ignores it here.
  bool Passes(bool is_kept, LedgerError rule) const {
    return is_kept || (wrong_.ignores != nullptr && wrong_.ignores(rule, Here()));
  }
  bool IsTaken() const { return wrong_.refuses == nullptr || !wrong_.refuses(Here()); }

  bool HeadPasses() {
    const BlockHeader& header = block_->header();
    entry_ = nullptr;
    if (index_ == 0) {
      state_.id = wrong_.id != nullptr ? wrong_.id(*block_) : block_->HeaderHash();
      return Passes(header.previous == FixedView<kHash128Size>(), kFirstHasPrevious) && IsTaken();
    }
    return Passes(Equal(header.previous, state_.last_hash), kWrongPrevious) &&
           Passes(IsActive(header.author), kStrangeAuthor) && IsTaken();
  }

  bool EntriesPass() {
    const std::vector<Entry> entries = EntriesOf(*block_, wrong_);
    return std::ranges::all_of(entries, [this](const Entry& entry) {
      entry_ = &entry;
      const bool is_early = std::visit(
          [this](const auto& view) { return view.created_at <= block_->header().time; }, entry);
      const bool passes = Passes(is_early, kEntryAfterBlock) && IsTaken() &&
                          std::visit([this](const auto& view) { return Apply(view); }, entry);
      entry_ = nullptr;
      return passes;
    });
  }

  bool EndPasses() const {
    return index_ != 0 || Passes(IsActive(block_->header().author), kFirstWithoutItsAuthor);
  }

  bool IsActive(FixedView<kKeySize> key) const { return state_.active.contains(key.Copy()); }

  bool Apply(const RegisterMasterKey& entry) {
    const BlockHeader& header = block_->header();
    const Ledger::Alias alias =
        wrong_.alias != nullptr ? wrong_.alias(entry.alias) : AliasOf(entry.alias);
    const bool is_own = entry.key == header.author;
    const bool passes = Passes(entry.registration_timeout >= header.time, kRegistrationTimedOut) &&
                        Passes(is_own || Equal(entry.passport_id, state_.id), kOtherPassport) &&
                        Passes(!IsActive(entry.key), kKeyAlreadyActive) &&
                        Passes(!state_.aliases.contains(alias), kAliasTaken);
    if (!passes) return false;
    state_.active.insert(entry.key.Copy());
    state_.aliases[alias] = entry.key.Copy();
    return true;
  }

  bool Apply(const DeregisterMasterKey& entry) {
    const Ledger::Key key = entry.key.Copy();
    const bool passes = Passes(IsActive(entry.key), kKeyNotActive) &&
                        Passes(state_.active != std::set<Ledger::Key>{key}, kLastKey);
    if (!passes) return false;
    state_.active.erase(key);
    state_.former.insert(key);
    if (wrong_.aliases_freed) {
      std::erase_if(state_.aliases, [&](const auto& taken) { return taken.second == key; });
    }
    return true;
  }

  bool Apply(const SetSharedKey& entry) {
    using Shared = LedgerFaults::Shared;
    const bool is_older = state_.shared_key && entry.created_at < state_.shared_key->created_at;
    const bool stays = (wrong_.shared == Shared::kFirst && state_.shared_key) ||
                       (wrong_.shared == Shared::kNewest && is_older);
    if (!stays) state_.shared_key = {entry.key.Copy(), entry.created_at};
    return true;
  }

  const LedgerFaults& wrong_;
  LooseLedgerState state_;
  LooseLedgerState before_;  // the block
  const Block* block_ = nullptr;
  const Entry* entry_ = nullptr;
  size_t index_ = 0;
};

}  // namespace

LedgerState LooseStateOf(const PutPassport& passport, const LedgerFaults& wrong) {
  LooseLedger ledger(wrong);
  size_t given = 0;
  bool goes_on = true;
  for (const Block block : passport.blocks) {
    ++given;
    goes_on = goes_on && ledger.Append(block);
  }
  const LooseLedgerState& state = ledger.state();
  const auto no_place = [&] {  // nothing of the ledger is the passport of the id
    return ledger.blocks() == 0 || (!Equal(state.id, passport.id) && !wrong.any_id);
  };
  if (no_place()) return {.accepts = given == 0 && wrong.no_block_accepted};
  return {.accepts = ledger.blocks() == given || wrong.rest_ignored,
          .blocks = static_cast<uint32_t>(ledger.blocks()),
          .id = state.id,
          .active_master_keys = {state.active.begin(), state.active.end()},
          .shared_key = state.shared_key};
}

}  // namespace asmtp::deviant
