// A passport as it travels: blocks of entries, which say who its master keys are and what its shared
// key is. Each block is checked by itself; what makes blocks one passport is asked of the Ledger.
//
//   Blocks:  | size 4 | block | size 4 | block | ... |
//
//   block:   | version 2 | content size 2 | time 4 | content hash 16 | previous 16 | author 32
//            | signature 64 | content, content size bytes of entries |
//
//   entry:   | type 2 | body |
//
//   type 1  RegisterMasterKey    | key 32 | alias 32 | passport id 16 | created at 4
//                                | registration timeout 4 | signature 64 |
//   type 2  DeregisterMasterKey  | key 32 | created at 4 |
//   type 3  SetSharedKey         | count n: 1 | key 32 | created at 4
//                                | n x (recipient 8, sealed secret 80) |
//
//   for (const Block block : put_passport.blocks) {
//     for (const Entry entry : block.entries()) {
//       if (const auto* registration = std::get_if<RegisterMasterKey>(&entry)) ...
//     }
//   }
//
// Source: SPEC.md, passport blocks, passport entries.
#ifndef ASMTP_CORE_MESSAGE_PASSPORT_H_
#define ASMTP_CORE_MESSAGE_PASSPORT_H_

#include <expected>
#include <variant>

#include "core/message/error.h"
#include "core/message/parts.h"

namespace asmtp {

// ---- Entries

inline constexpr size_t kAliasSize = 32;
inline constexpr size_t kCountSize = 1;
inline constexpr size_t kRecipientSize = 8;
inline constexpr size_t kSealedSecretSize = 80;

inline constexpr size_t kSignedRegistrationSize =
    kKeySize + kAliasSize + kPassportIdSize + kTimeSize + kTimeSize;
static_assert(kSignedRegistrationSize == 88);

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

// ---- Blocks

inline constexpr size_t kVersionSize = 2;
inline constexpr size_t kContentSizeSize = 2;
inline constexpr size_t kBlockSizeSize = 4;  // of the size before each block

inline constexpr size_t kSignedHeaderSize =
    kVersionSize + kContentSizeSize + kTimeSize + kHash128Size + kHash128Size + kKeySize;
static_assert(kSignedHeaderSize == 72);
inline constexpr size_t kBlockHeaderSize = kSignedHeaderSize + kSignatureSize;
static_assert(kBlockHeaderSize == 136);

// Borrows.
struct BlockHeader {
  uint16_t version = 0;                  // 0 today; any is accepted
  uint16_t content_size = 0;             // in bytes
  uint32_t time = 0;                     // seconds since kTimeEpoch
  FixedView<kHash128Size> content_hash;  // BLAKE2b-128 of the content
  FixedView<kHash128Size> previous;      // BLAKE2b-128 of the header before; zero in the first
  FixedView<kKeySize> author;            // Ed25519
  FixedView<kSignatureSize> signature;   // by `author` over the 72 bytes before it
};

// Borrows. One checked block: only a successful decode gives one.
class Block {
 public:
  // Checks the sizes, the header's signature, the content hash and the entries of a block without
  // the size before it. Total: fails with a block or entry kind for every other byte string.
  static std::expected<Block, DecodeError> Decode(ByteView bytes);

  const BlockHeader& header() const { return header_; }
  Entries entries() const { return Entries(bytes_.subspan(kBlockHeaderSize)); }
  FixedView<kBlockHeaderSize> header_bytes() const {
    return FixedView<kBlockHeaderSize>(bytes_.data());
  }
  // What the next block's previous must be; of a first block, the passport id.
  Hash128 HeaderHash() const { return Blake2b128(header_bytes()); }
  // Header and content as they travel.
  ByteView bytes() const { return bytes_; }

 private:
  friend Block TakeBlock(ByteView* rest);

  // Reads the header of `bytes`, which are at least one header long.
  explicit Block(ByteView bytes);

  ByteView bytes_;
  BlockHeader header_;
};

// Takes one block that was checked before, and its size, off the front of `rest`.
Block TakeBlock(ByteView* rest);

// Borrows. Blocks one after the other, each of them checked: only a successful Decode gives one
// that is not empty. Walking it does not verify anything again.
class Blocks : public Sequence<Block, &TakeBlock> {
 public:
  // No blocks.
  Blocks() = default;

  // Checks every block, and that nothing follows the last. Total.
  static std::expected<Blocks, DecodeError> Decode(ByteView bytes);

 private:
  explicit Blocks(ByteView checked) : Sequence(checked) {}
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_PASSPORT_H_
