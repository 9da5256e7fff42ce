// An encoded passport: blocks of entries, which set its master keys and its shared key. Each block
// is checked by itself. Ledger checks that the blocks form one passport.
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
  uint32_t created_at = 0;                 // seconds since kTimeEpoch, like all times
  uint32_t registration_timeout = 0;       // later than created_at
  FixedView<kSignatureSize> signature;     // by `key` over the 88 bytes before it
};

// Borrows. `key` stops being a master key of the passport.
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

// Removes one entry from the front of `rest`, which must be checked.
Entry TakeEntry(ByteView* rest);

// Borrows. The checked entries of one block. Only Decode() returns a non-empty object.
class Entries : public Sequence<Entry, &TakeEntry> {
 public:
  Entries() = default;

  // Checks that `content` consists of entries, and the timeout and signature of each registration.
  // Total: fails with an entry kind for every other byte string.
  static std::expected<Entries, DecodeError> Decode(ByteView content);

 private:
  friend class Block;  // has already checked its content

  explicit Entries(ByteView checked) : Sequence(checked) {}
};

// ---- Blocks

inline constexpr size_t kVersionSize = 2;
inline constexpr size_t kContentSizeSize = 2;
inline constexpr size_t kBlockSizeSize = 4;  // size field before each block

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

// Borrows. One checked block. Only Decode() returns one.
class Block {
 public:
  // Checks the sizes, the header's signature, the content hash and the entries of a block. `bytes`
  // excludes the size field before the block. Total: fails with a block or entry kind for every
  // other byte string.
  static std::expected<Block, DecodeError> Decode(ByteView bytes);

  const BlockHeader& header() const { return header_; }
  Entries entries() const { return Entries(bytes_.subspan(kBlockHeaderSize)); }
  FixedView<kBlockHeaderSize> header_bytes() const {
    return FixedView<kBlockHeaderSize>(bytes_.data());
  }
  // The value for `previous` of the next block. For a first block it is also the passport id.
  Hash128 HeaderHash() const { return Blake2b128(header_bytes()); }
  // The encoded header and content.
  ByteView bytes() const { return bytes_; }

 private:
  friend Block TakeBlock(ByteView* rest);

  // Reads the header of `bytes`, which must contain one.
  explicit Block(ByteView bytes);

  ByteView bytes_;
  BlockHeader header_;
};

// Removes one block and its size field from the front of `rest`, which must be checked.
Block TakeBlock(ByteView* rest);

// Borrows. Consecutive checked blocks. Only Decode() returns a non-empty object. Iteration does not
// verify anything again.
class Blocks : public Sequence<Block, &TakeBlock> {
 public:
  // No blocks.
  Blocks() = default;

  // Checks every block, and that nothing follows the last one. Total.
  static std::expected<Blocks, DecodeError> Decode(ByteView bytes);

 private:
  explicit Blocks(ByteView checked) : Sequence(checked) {}
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_PASSPORT_H_
