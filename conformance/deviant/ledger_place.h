// LedgerPlace: where a loose ledger stands, for the conditions of LedgerFaults.
//
//   bool IsDeregistration(const LedgerPlace& place) {
//     return place.As<DeregisterMasterKey>() != nullptr;
//   }
#ifndef ASMTP_CONFORMANCE_DEVIANT_LEDGER_PLACE_H_
#define ASMTP_CONFORMANCE_DEVIANT_LEDGER_PLACE_H_

#include <map>
#include <optional>
#include <set>
#include <variant>

#include "core/testing/ledger_state.h"

namespace asmtp::deviant {

// The state of a loose ledger.
struct LooseLedgerState {
  Hash128 id{};
  Hash128 last_hash{};
  std::set<Hash128> hashes;  // of all blocks
  uint32_t last_time = 0;    // of the last block
  std::set<Ledger::Key> active;
  std::set<Ledger::Key> former;  // deregistered
  std::map<Ledger::Alias, Ledger::Key> aliases;
  std::optional<Ledger::SharedKey> shared_key;
};

// Borrows. A block, or one of its entries.
struct LedgerPlace {
  size_t index;  // of the block, from 0
  const Block& block;
  const Entry* entry;              // null: the block itself
  const LooseLedgerState& state;   // now
  const LooseLedgerState& before;  // the block

  // Returns the entry if it is of that type, or null.
  template <class View>
  const View* As() const {
    return entry == nullptr ? nullptr : std::get_if<View>(entry);
  }
};

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LEDGER_PLACE_H_
