#include "core/message/passport.h"

#include "core/message/codec.h"

namespace asmtp {
namespace {

using Kind = DecodeError::Kind;

// Reads one entry, including its type. Checks only its size.
std::expected<Entry, DecodeError> ReadEntry(Reader* reader) {
  uint16_t type;
  if (!reader->ReadU16(&type)) return Fail(Kind::kEntryTruncated, 0);
  auto entry = ReadByType<Entry>(type, reader, Kind::kUnknownEntry, Kind::kEntryTruncated);
  if (entry || entry.error().kind == Kind::kUnknownEntry) return entry;
  return Fail(entry.error(), kEntryTypeSize);
}

// Checks the values of an entry, given its body. The offset counts from the start of the body.
DecodeResult CheckEntry(const RegisterMasterKey& registration, ByteView body) {
  if (registration.registration_timeout <= registration.created_at) {
    return Fail(Kind::kRegistrationWindow, kSignedRegistrationSize - kTimeSize);
  }
  if (!SignatureVerifies(registration, body)) {
    return Fail(Kind::kRegistrationSignature, kSignedRegistrationSize);
  }
  return {};
}
DecodeResult CheckEntry(const DeregisterMasterKey&, ByteView) { return {}; }
DecodeResult CheckEntry(const SetSharedKey&, ByteView) { return {}; }

// Reads one block and the size before it. Returns false if the block is incomplete.
bool ReadSized(Reader* reader, ByteView* block) {
  uint32_t size;
  return reader->ReadU32(&size) && reader->Read(size, block);
}

}  // namespace

Recipient Recipient::At(FixedView<kSize> bytes) { return RecordAt<Recipient>(bytes); }

std::expected<Entries, DecodeError> Entries::Decode(ByteView content) {
  Reader reader(content);
  while (!reader.AtEnd()) {
    const ByteView rest = reader.rest();
    const size_t start = content.size() - rest.size();
    const auto entry = ReadEntry(&reader);
    if (!entry) return Fail(entry.error(), start);
    const size_t size = rest.size() - reader.remaining();
    const ByteView body = rest.first(size).subspan(kEntryTypeSize);
    const auto check = [&](const auto& view) { return CheckEntry(view, body); };
    const DecodeResult checked = std::visit(check, *entry);
    if (!checked) return Fail(checked.error(), start + kEntryTypeSize);
  }
  return Entries(content);
}

Entry TakeEntry(ByteView* rest) {
  Reader reader(*rest);
  auto entry = ReadEntry(&reader);
  *rest = reader.rest();
  return *entry;  // cannot fail: Decode() has read it
}

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
  (void)ReadSized(&reader, &sized);  // cannot fail: Decode() has read it
  *rest = reader.rest();
  return Block(sized);
}

}  // namespace asmtp
