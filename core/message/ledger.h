// Ledger: what makes blocks one passport, and who speaks for it after each of them.
//
//   first block:   previous = 0         author: registered by the block itself
//   later blocks:  previous = hash of   author: an active master key
//                  the header before
//
//   const auto ledger = Ledger::FromPassport(put_passport);
//   if (!ledger) return Name(ledger.error());
//   ledger->active_master_keys().contains(key)
//   ledger->Append(block)                          // all of the block or nothing of it
//
// Source: SPEC.md, passport ledger.
#ifndef ASMTP_CORE_MESSAGE_LEDGER_H_
#define ASMTP_CORE_MESSAGE_LEDGER_H_

#include <expected>
#include <optional>
#include <set>
#include <string_view>

#include "core/message/message.h"

namespace asmtp {

// Which rule blocks break, each of them being well formed. Always the fault of who made them.
enum class LedgerError : uint8_t {
  // The passport.
  kNoBlock,          // there is no first block
  kWrongPassportId,  // the id beside the blocks is not the hash of the first header
  // The first block.
  kFirstHasPrevious,       // its previous is not zero
  kFirstWithoutItsAuthor,  // it does not register its author
  // A later block.
  kWrongPrevious,  // its previous is not the hash of the header before it
  kStrangeAuthor,  // its author is not an active master key
  // An entry.
  kEntryAfterBlock,       // created after its block
  kRegistrationTimedOut,  // its block is later than the registration timeout
  kOtherPassport,         // a registration names another passport, not by the block's author
  kKeyAlreadyActive,      // a registration of a key that is active
  kAliasTaken,            // a registration with an alias that was taken before
  kKeyNotActive,          // a deregistration of a key that is not active
  kLastKey,               // a deregistration of the only active key
};

// Returns a short stable name, such as "wrong-previous".
std::string_view Name(LedgerError error);
// Returns one sentence.
std::string_view Describe(LedgerError error);

// Owns its state: the blocks may go once they were applied. Takes O(log n) for each entry, whatever
// keys and aliases an attacker chose.
class Ledger {
 public:
  using Key = ByteArray<kKeySize>;
  // The bytes before the first NUL, padded with NUL again.
  using Alias = ByteArray<kAliasSize>;
  struct SharedKey {
    Key key;              // X25519
    uint32_t created_at;  // seconds since kTimeEpoch
    friend bool operator==(const SharedKey&, const SharedKey&) = default;
  };

  // Applies all blocks, the first by the rules of a first block.
  static std::expected<Ledger, LedgerError> FromBlocks(const Blocks& blocks);
  // As FromBlocks, and the id must be that of the blocks.
  static std::expected<Ledger, LedgerError> FromPassport(const PutPassport& passport);
  // Begins a passport.
  static std::expected<Ledger, LedgerError> FromFirst(const Block& first);

  // Applies the next block, to a copy. On failure nothing changes.
  std::expected<void, LedgerError> Append(const Block& block);

  // The passport id: the hash of the first block's header.
  const Hash128& id() const { return id_; }
  // What the next block's previous must be.
  const Hash128& last_header_hash() const { return last_header_hash_; }
  // Sorted, and never empty.
  const std::set<Key>& active_master_keys() const { return active_master_keys_; }
  // Every alias that was ever registered: it stays taken when its key goes.
  const std::set<Alias>& aliases() const { return aliases_; }
  // The last one set.
  const std::optional<SharedKey>& shared_key() const { return shared_key_; }

  friend bool operator==(const Ledger&, const Ledger&) = default;

 private:
  using Result = std::expected<void, LedgerError>;

  explicit Ledger(const Hash128& id) : id_(id) {}

  // As Append, but what a failure leaves is of no use.
  Result Apply(const Block& block);
  Result ApplyContent(const Block& block);
  Result Apply(const BlockHeader& header, const RegisterMasterKey& entry);
  Result Apply(const BlockHeader& header, const DeregisterMasterKey& entry);
  Result Apply(const BlockHeader& header, const SetSharedKey& entry);

  Hash128 id_;
  Hash128 last_header_hash_{};
  std::set<Key> active_master_keys_;
  std::set<Alias> aliases_;
  std::optional<SharedKey> shared_key_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_LEDGER_H_
