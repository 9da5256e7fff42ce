// Block and Blocks: a passport as it travels. Each block is checked by itself; what makes blocks
// one passport is asked of the Ledger.
//
//   Blocks:  | size 4 | block | size 4 | block | ... |
//
//   block:   | version 2 | content size 2 | time 4 | content hash 16 | previous 16 | author 32
//            | signature 64 | content, content size bytes of entries |
//
//   for (const Block block : put_passport.blocks) {
//     if (block.header().time > now) ...
//   }
//
// Source: SPEC.md, passport blocks.
#ifndef ASMTP_CORE_MESSAGE_BLOCK_H_
#define ASMTP_CORE_MESSAGE_BLOCK_H_

#include "core/message/entry.h"

namespace asmtp {

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

#endif  // ASMTP_CORE_MESSAGE_BLOCK_H_
