#include "core/message/block.h"

#include "core/message/codec.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

// Takes one block off the front, its size first, and checks that it is there.
bool ReadSized(Reader* reader, ByteView* block) {
  uint32_t size;
  return reader->ReadU32(&size) && reader->Read(size, block);
}

}  // namespace

Block::Block(ByteView bytes) : bytes_(bytes) {
  Reader reader(bytes);
  // Cannot fail: the callers have checked the size.
  (void)ReadFields(&reader, Kind::kBlockSize, &header_);
}

std::expected<Block, DecodeError> Block::Decode(ByteView bytes) {
  if (bytes.size() < kBlockHeaderSize) return Fail(Kind::kBlockSize, 0);
  const Block block(bytes);
  const BlockHeader& header = block.header();
  const ByteView content = bytes.subspan(kBlockHeaderSize);
  if (header.content_size != content.size()) return Fail(Kind::kContentSize, kVersionSize);
  if (!SignatureVerifies(header, block.header_bytes())) {
    return Fail(Kind::kHeaderSignature, kSignedHeaderSize);
  }
  if (!Equal(Blake2b128(content), header.content_hash)) {
    return Fail(Kind::kContentHash, kVersionSize + kContentSizeSize + kTimeSize);
  }
  if (const auto entries = Entries::Decode(content); !entries) {
    return Fail(entries.error(), kBlockHeaderSize);
  }
  return block;
}

std::expected<Blocks, DecodeError> Blocks::Decode(ByteView bytes) {
  Reader reader(bytes);
  while (!reader.AtEnd()) {
    const size_t start = bytes.size() - reader.remaining();
    ByteView sized;
    if (!ReadSized(&reader, &sized)) return Fail(Kind::kBlockSize, start);
    const auto block = Block::Decode(sized);
    if (!block) return Fail(block.error(), start + kBlockSizeSize);
  }
  return Blocks(bytes);
}

Block TakeBlock(ByteView* rest) {
  Reader reader(*rest);
  ByteView sized;
  (void)ReadSized(&reader, &sized);  // was read before, by Decode
  *rest = reader.rest();
  return Block(sized);
}

}  // namespace asmtp
