// Ledger: checks that blocks form one passport, and tracks its keys after each block.
//
//   first block:   previous = 0         author: registered by the block itself
//   later blocks:  previous = hash of   author: an active master key
//                  the header before
//
//   const auto ledger = Ledger::FromPassport(put_passport);
//   if (!ledger) return Name(ledger.error());
//   ledger->active_master_keys().contains(key)
//   ledger->Append(block)                          // the whole block or nothing
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

// Which rule a passport of valid blocks breaks. Always the fault of its authors.
enum class LedgerError : uint8_t {
  // Passport.
  kNoBlock,          // there is no first block
  kWrongPassportId,  // the passport id is not the hash of the first header
  // First block.
  kFirstHasPrevious,       // its previous is not zero
  kFirstWithoutItsAuthor,  // it does not register its author
  // Later block.
  kWrongPrevious,  // its previous is not the hash of the header before it
  kStrangeAuthor,  // its author is not an active master key
  // Entry.
  kEntryAfterBlock,       // created after its block
  kRegistrationTimedOut,  // its block is later than the registration timeout
  kOtherPassport,         // a registration of another key than the author's names another passport
  kKeyAlreadyActive,      // a registration of an active key
  kAliasTaken,            // a registration with an alias that was taken before
  kKeyNotActive,          // a deregistration of an inactive key
  kLastKey,               // a deregistration of the only active key
};

// Returns a short stable name, such as "wrong-previous".
std::string_view Name(LedgerError error);
// Returns one sentence.
std::string_view Describe(LedgerError error);

// Owns its state, so applied blocks may be freed. Takes O(log n) for each entry, even for hostile
// keys and aliases.
class Ledger {
 public:
  using Key = ByteArray<kKeySize>;
  // The bytes before the first NUL, padded with NUL.
  using Alias = ByteArray<kAliasSize>;
  struct SharedKey {
    Key key;              // X25519
    uint32_t created_at;  // seconds since kTimeEpoch
    friend bool operator==(const SharedKey&, const SharedKey&) = default;
  };

  // Applies all blocks. The first must follow the rules of a first block.
  static std::expected<Ledger, LedgerError> FromBlocks(const Blocks& blocks);
  // Like FromBlocks(), but the passport's id must also match its blocks.
  static std::expected<Ledger, LedgerError> FromPassport(const PutPassport& passport);
  // Starts a passport with its first block.
  static std::expected<Ledger, LedgerError> FromFirst(const Block& first);

  // Applies the next block. On failure nothing changes.
  std::expected<void, LedgerError> Append(const Block& block);

  // The passport id: the hash of the first block's header.
  const Hash128& id() const { return id_; }
  // The value that `previous` of the next block must have.
  const Hash128& last_header_hash() const { return last_header_hash_; }
  // Sorted, and never empty.
  const std::set<Key>& active_master_keys() const { return active_master_keys_; }
  // Every alias that was ever registered. It stays taken after its key is deregistered.
  const std::set<Alias>& aliases() const { return aliases_; }
  // The last shared key, if any was set.
  const std::optional<SharedKey>& shared_key() const { return shared_key_; }

  friend bool operator==(const Ledger&, const Ledger&) = default;

 private:
  using Result = std::expected<void, LedgerError>;

  explicit Ledger(const Hash128& id) : id_(id) {}

  // Like Append(), but leaves an unspecified state on failure.
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
