// Entries: what a passport block says about master keys and the shared key.
//
//   type 1  RegisterMasterKey    | key 32 | alias 32 | passport id 16 | created at 4
//                                | registration timeout 4 | signature 64 |
//   type 2  DeregisterMasterKey  | key 32 | created at 4 |
//   type 3  SetSharedKey         | count n: 1 | key 32 | created at 4
//                                | n x (recipient 8, sealed secret 80) |
//
//   for (const Entry entry : block.entries()) {
//     if (const auto* registration = std::get_if<RegisterMasterKey>(&entry)) ...
//   }
//
// Each body follows its type, 2 bytes. Source: SPEC.md, passport entries.
#ifndef ASMTP_CORE_MESSAGE_ENTRY_H_
#define ASMTP_CORE_MESSAGE_ENTRY_H_

#include <expected>
#include <variant>

#include "core/message/error.h"
#include "core/message/records.h"
#include "core/message/sizes.h"

namespace asmtp {

inline constexpr size_t kAliasSize = 32;
inline constexpr size_t kCountSize = 1;
inline constexpr size_t kRecipientSize = 8;
inline constexpr size_t kSealedSecretSize = 80;
inline constexpr size_t kMostRecipients = 255;

inline constexpr size_t kSignedRegistrationSize =
    kKeySize + kAliasSize + kPassportIdSize + kTimeSize + kTimeSize;
static_assert(kSignedRegistrationSize == 88);

// What writers add to created at for the registration timeout, in seconds.
inline constexpr uint32_t kRegistrationWindow = 3600;

// Borrows. Makes `key` a master key of the passport.
struct RegisterMasterKey {
  FixedView<kKeySize> key;
  FixedView<kAliasSize> alias;             // ASCII, padded with NUL; not checked
  FixedView<kPassportIdSize> passport_id;  // zero for the author's own key in the first block
  uint32_t created_at = 0;                 // seconds since kTimeEpoch, as all times
  uint32_t registration_timeout = 0;       // later than created_at
  FixedView<kSignatureSize> signature;     // by `key` over the 88 bytes before it
};

// Borrows. Ends `key` being a master key of the passport.
struct DeregisterMasterKey {
  FixedView<kKeySize> key;
  uint32_t created_at = 0;
};

// Borrows. The shared secret, sealed for one master key.
struct Recipient {
  static constexpr size_t kSize = kRecipientSize + kSealedSecretSize;
  static Recipient At(FixedView<kSize> bytes);

  FixedView<kRecipientSize> key_prefix;  // the first bytes of the recipient's key
  FixedView<kSealedSecretSize> sealed_secret;
};
static_assert(Recipient::kSize == 88);

// Borrows. Sets the passport's shared key.
struct SetSharedKey {
  uint8_t count = 0;
  FixedView<kKeySize> key;  // X25519
  uint32_t created_at = 0;
  Records<Recipient> recipients;  // `count` of them

  size_t RecipientsSize() const { return count * Recipient::kSize; }
};

using Entry = std::variant<RegisterMasterKey, DeregisterMasterKey, SetSharedKey>;

// Takes one entry that was checked before off the front of `rest`.
Entry TakeEntry(ByteView* rest);

// Borrows. The entries of one block, all of them checked: only a successful Decode gives one that
// is not empty.
class Entries : public Sequence<Entry, &TakeEntry> {
 public:
  Entries() = default;

  // Checks that `content` is entries with nothing after the last, each registration's window and
  // each registration's signature. Total: fails with an entry kind for every other byte string.
  static std::expected<Entries, DecodeError> Decode(ByteView content);

 private:
  friend class Block;  // which has checked its content before

  explicit Entries(ByteView checked) : Sequence(checked) {}
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_ENTRY_H_
