#include "conformance/wirefuzz/passport_parts.h"

#include <algorithm>
#include <array>

#include "core/bytes/reader.h"
#include "core/message/block.h"

namespace asmtp::conformance::wirefuzz {
namespace {

constexpr size_t kIdEnd = 17;  // type and id
constexpr size_t kRegistrationEntrySize = 154;
constexpr size_t kDeregistrationEntrySize = 38;
constexpr size_t kSharedKeyEntrySize = 39;
constexpr size_t kEntryTypeSize = 2;

template <size_t N>
void CopyTo(ByteView from, ByteArray<N>& to) {
  std::ranges::copy(from.first(N), to.begin());
}

void Append(ByteView bytes, std::vector<uint8_t>& out) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

uint32_t NumberAt(ByteView bytes) {
  uint32_t number = 0;
  for (const uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

// Takes a block of `size` bytes, at least a header.
BlockDraft DraftOf(ByteView block) {
  BlockDraft draft;
  draft.version = static_cast<uint16_t>(NumberAt(block.first(2)));
  draft.content_size = static_cast<uint16_t>(NumberAt(block.subspan(2, 2)));
  draft.time = NumberAt(block.subspan(4, 4));
  CopyTo(block.subspan(8), draft.content_hash);
  CopyTo(block.subspan(24), draft.previous);
  CopyTo(block.subspan(40), draft.author);
  CopyTo(block.subspan(72), draft.signature);
  Append(block.subspan(kBlockHeaderSize), draft.content);
  return draft;
}

size_t EntrySize(ByteView rest) {
  switch (NumberAt(rest.first(kEntryTypeSize))) {
    case 1:
      return kRegistrationEntrySize;
    case 2:
      return kDeregistrationEntrySize;
    case 3:
      return rest.size() < 3 ? 0 : kSharedKeyEntrySize + size_t{rest[2]} * Recipient::kSize;
    default:
      return 0;
  }
}

}  // namespace

PassportParts TakeApart(ByteView plaintext) {
  PassportParts parts;
  ByteView rest = plaintext.subspan(std::min<size_t>(plaintext.size(), 1));
  const size_t id_size = std::min(rest.size(), kIdEnd - 1);
  Append(rest.first(id_size), parts.id);
  rest = rest.subspan(id_size);
  while (rest.size() >= kBlockSizeSize + kBlockHeaderSize) {
    const size_t size = NumberAt(rest.first(kBlockSizeSize));
    if (size < kBlockHeaderSize || size > rest.size() - kBlockSizeSize) break;
    parts.blocks.push_back({.draft = DraftOf(rest.subspan(kBlockSizeSize, size))});
    rest = rest.subspan(kBlockSizeSize + size);
  }
  Append(rest, parts.rest);
  return parts;
}

std::vector<uint8_t> PutTogether(const PassportParts& parts) {
  std::vector<uint8_t> out = {3};
  Append(parts.id, out);
  for (const BlockParts& block : parts.blocks) {
    const std::vector<uint8_t> bytes = block.draft.Bytes();
    const uint32_t size = block.size.value_or(static_cast<uint32_t>(bytes.size()));
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<uint8_t>(size >> shift));
    Append(bytes, out);
  }
  Append(parts.rest, out);
  return out;
}

std::vector<size_t> EntryOffsets(ByteView content) {
  std::vector<size_t> offsets = {0};
  while (content.size() - offsets.back() >= kEntryTypeSize) {
    const size_t size = EntrySize(content.subspan(offsets.back()));
    if (size == 0 || size > content.size() - offsets.back()) break;
    offsets.push_back(offsets.back() + size);
  }
  if (offsets.back() != content.size()) offsets.push_back(content.size());
  return offsets;
}

const SigningKey& KeyOfSamples(ByteView public_key) {
  const auto key_of = [](uint8_t name) {
    const ByteArray<32> seed = {name};
    return SigningKey::FromSeed(seed);
  };
  static const std::array kKeys = {key_of(1), key_of(2), key_of(3)};
  const auto* found = std::ranges::find_if(kKeys, [&](const SigningKey& key) {
    return std::ranges::equal(key.public_key(), public_key);
  });
  return found == kKeys.end() ? kKeys.front() : *found;
}

void Reseal(BlockParts& block) { block.draft.Seal(KeyOfSamples(block.draft.author)); }

void ResignRegistration(MutableByteView entry) {
  if (entry.size() != kRegistrationEntrySize) return;
  const SigningKey& key = KeyOfSamples(entry.subspan(kEntryTypeSize, kKeySize));
  std::ranges::copy(key.public_key(), entry.begin() + kEntryTypeSize);
  const Signature signature = key.Sign(entry.subspan(kEntryTypeSize, kSignedRegistrationSize));
  std::ranges::copy(signature, entry.end() - static_cast<ptrdiff_t>(kSignatureSize));
}

}  // namespace asmtp::conformance::wirefuzz
