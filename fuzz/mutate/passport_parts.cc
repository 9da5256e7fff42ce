#include "fuzz/mutate/passport_parts.h"

#include <algorithm>
#include <array>

#include "core/crypto/hash.h"
#include "core/message/message.h"
#include "fuzz/chain/signing.h"
#include "fuzz/mutate/list.h"
#include "fuzz/mutate/weak_signature.h"

namespace asmtp::fuzz {
namespace {

// More would take long to verify; asmtp_passport_chain is for long chains.
constexpr size_t kBlocksMax = 4;
constexpr size_t kEntriesMax = 4;
constexpr size_t kContentSizeMax = 65'535;
constexpr size_t kRestSizeMax = 64;

// Offsets in a header.
constexpr size_t kTimeOffset = kVersionSize + kContentSizeSize;
constexpr size_t kHashOffset = kTimeOffset + kTimeSize;
constexpr size_t kPreviousOffset = kHashOffset + kHash128Size;
constexpr size_t kAuthorOffset = kPreviousOffset + kHash128Size;
// Offsets in entries, their type counted.
constexpr size_t kEntryIdOffset = kEntryTypeSize + kKeySize + kAliasSize;
constexpr size_t kCreatedOffset = kEntryIdOffset + kPassportIdSize;
constexpr size_t kTimeoutOffset = kCreatedOffset + kTimeSize;

// By type. The recipients of a shared key come on top.
constexpr std::array<size_t, 4> kEntrySizes = {
    0, kEntryTypeSize + kSignedRegistrationSize + kSignatureSize,
    kEntryTypeSize + kKeySize + kTimeSize, kEntryTypeSize + kCountSize + kKeySize + kTimeSize};

uint64_t NumberAt(ByteView bytes, size_t offset, size_t size) {
  uint64_t number = 0;
  for (const uint8_t byte : bytes.subspan(offset, size)) number = number << 8 | byte;
  return number;
}

void Put(uint64_t number, size_t size, size_t offset, MutableByteView bytes) {
  for (size_t i = size; i-- > 0; number >>= 8) bytes[offset + i] = static_cast<uint8_t>(number);
}

void Append(ByteView more, Bytes& bytes) { bytes.insert(bytes.end(), more.begin(), more.end()); }

size_t TypeOf(ByteView entry) { return NumberAt(entry, 0, kEntryTypeSize); }

// Of an entry that has its type, and of a shared key its count too.
size_t EntrySize(ByteView entry) {
  const size_t recipients = TypeOf(entry) == 3 ? entry[kEntryTypeSize] : 0;
  return kEntrySizes[TypeOf(entry)] + recipients * Recipient::kSize;
}

// Makes the key at `offset` one of the harness.
const SigningKey& OwnKey(size_t offset, MutableByteView bytes) {
  const SigningKey& key = HarnessKeyFor(FixedView<kKeySize>(bytes.data() + offset));
  CopyTo(key.public_key(), bytes.subspan(offset));
  return key;
}

// A type, and the size of an entry of that type.
void MakeWhole(Bytes& entry) {
  entry.resize(std::max(entry.size(), kEntryTypeSize + kCountSize));
  entry[0] = 0;
  if (entry[1] == 0 || entry[1] > 3) entry[1] = static_cast<uint8_t>(1 + entry[1] % 3);
  entry.resize(EntrySize(entry));
}

// The timeout of a registration is later than its creation.
void OpenWindow(MutableByteView entry) {
  const uint64_t created = NumberAt(entry, kCreatedOffset, kTimeSize);
  const uint64_t timeout = NumberAt(entry, kTimeoutOffset, kTimeSize);
  const uint64_t late = std::max<uint64_t>({created, timeout, 1});
  Put(std::min({created, timeout, late - 1}), kTimeSize, kCreatedOffset, entry);
  Put(late, kTimeSize, kTimeoutOffset, entry);
}

void SignRegistration(MutableByteView entry) {
  const SigningKey& key = OwnKey(kEntryTypeSize, entry);
  const Signature signature =
      SignAndTell(key, entry.subspan(kEntryTypeSize, kSignedRegistrationSize));
  CopyTo(signature, entry.last(kSignatureSize));
}

// All of an entry but the signature of a registration. `old_id` stands for the passport, whose id
// is `id`.
Bytes WholeEntry(Bytes entry, ByteView old_id, const Hash128& id) {
  MakeWhole(entry);
  const MutableByteView view = entry;
  if (TypeOf(entry) == 1) {
    const MutableByteView passport = view.subspan(kEntryIdOffset, kPassportIdSize);
    if (Equal(passport, old_id)) CopyTo(id, passport);
    OpenWindow(view);
  }
  if (TypeOf(entry) == 2) OwnKey(kEntryTypeSize, view);
  return entry;
}

// All of a header but its signature.
Bytes WholeHeader(Bytes header, ByteView content, const Hash128& previous) {
  header.resize(kBlockHeaderSize);
  const MutableByteView view = header;
  Put(content.size(), kContentSizeSize, kVersionSize, view);
  CopyTo(Blake2b128(content), view.subspan(kHashOffset));
  CopyTo(previous, view.subspan(kPreviousOffset));
  return header;
}

void SignHeader(MutableByteView header) {
  const SigningKey& author = OwnKey(kAuthorOffset, header);
  CopyTo(SignAndTell(author, header.first(kSignedHeaderSize)), header.subspan(kSignedHeaderSize));
}

// ---- one thing wrong ----------------------------------------------------------------------------

// The timeout of a registration is as late as its creation, or the two change places.
void CloseWindow(Random& random, MutableByteView entry) {
  const uint64_t created = NumberAt(entry, kCreatedOffset, kTimeSize);
  const uint64_t timeout = NumberAt(entry, kTimeoutOffset, kTimeSize);
  Put(timeout, kTimeSize, kCreatedOffset, entry);
  if (random.OneIn(2)) Put(created, kTimeSize, kTimeoutOffset, entry);
}

void SpoilContent(ByteMutator& bytes, Bytes& content) {
  Random& random = bytes.random();
  if (random.OneIn(2)) return bytes.Mutate(content, kContentSizeMax);
  // An entry that begins, of a type that is known or not; half of the time there is nothing else.
  const Bytes more = bytes.Make(random.OneIn(2) ? 0 : random.Below(40));
  content.insert(content.end(), {0, static_cast<uint8_t>(random.Below(5))});
  Append(more, content);
  if (content.size() > kContentSizeMax) content.resize(kContentSizeMax);
}

void SpoilHeader(ByteMutator& bytes, MutableByteView header) {
  Random& random = bytes.random();
  switch (random.Below(3)) {
    case 0: {
      const uint64_t right = NumberAt(header, kVersionSize, kContentSizeSize);
      return Put(random.OneIn(2) ? bytes.Number() : right ^ 1, kContentSizeSize, kVersionSize,
                 header);
    }
    case 1:
      header[kHashOffset + random.Below(kHash128Size)] ^= 1;
      return;
    default:
      header[kPreviousOffset + random.Below(kHash128Size)] ^= 1;
  }
}

void SpoilSize(ByteMutator& bytes, MutableByteView size) {
  const uint64_t right = NumberAt(size, 0, kBlockSizeSize);
  const std::array<uint64_t, 6> sizes = {right + 1,  right - 1,      0,
                                         0xffffffff, bytes.Number(), right + 0x10000};
  Put(bytes.random().Pick(sizes), kBlockSizeSize, 0, size);
}

}  // namespace

PassportParts::PassportParts(ByteView plaintext) {
  ByteView rest = plaintext.subspan(std::min(plaintext.size(), kTypeSize));
  const ByteView id = rest.first(std::min(rest.size(), kPassportIdSize));
  id_.assign(id.begin(), id.end());
  id_.resize(kPassportIdSize);
  rest = rest.subspan(id.size());
  while (rest.size() > kBlockSizeSize && blocks_.size() < kBlocksMax) {
    const size_t size = NumberAt(rest, 0, kBlockSizeSize);
    rest = rest.subspan(kBlockSizeSize);
    const ByteView block = rest.first(std::min(rest.size(), size));
    blocks_.push_back(BlockOf(block));
    rest = rest.subspan(block.size());
  }
}

PassportParts::Block PassportParts::BlockOf(ByteView bytes) {
  const ByteView header = bytes.first(std::min(bytes.size(), kBlockHeaderSize));
  Block block{.header = Bytes(header.begin(), header.end()), .entries = {}, .rest = {}};
  ByteView content = bytes.subspan(header.size());
  while (!content.empty() && block.entries.size() < kEntriesMax) {
    Bytes entry(content.begin(), content.end());
    MakeWhole(entry);
    content = content.subspan(std::min(content.size(), entry.size()));
    block.entries.push_back(std::move(entry));
  }
  return block;
}

void PassportParts::Change(ByteMutator& bytes) {
  Random& random = bytes.random();
  if (blocks_.empty()) return blocks_.push_back({.header = {}, .entries = {}, .rest = {}});
  Block& block = random.Pick(blocks_);
  switch (random.Below(8)) {
    case 0:
      return InsertAny(random, kBlocksMax, Block(block), blocks_);
    case 1:
      return EraseAny(random, blocks_);
    case 2:
      return SwapAny(random, blocks_);
    case 3:
      return bytes.Mutate(block.header, kBlockHeaderSize);
    default:
      return ChangeEntries(bytes, block);
  }
}

void PassportParts::ChangeEntries(ByteMutator& bytes, Block& block) const {
  Random& random = bytes.random();
  auto& entries = block.entries;
  switch (random.Below(8)) {
    case 0:
      return InsertAny(random, kEntriesMax, MakeEntry(bytes, block.header), entries);
    case 1:
      if (entries.empty()) break;
      return InsertAny(random, kEntriesMax, Bytes(random.Pick(entries)), entries);
    case 2:
      return EraseAny(random, entries);
    case 3:
      return SwapAny(random, entries);
    case 4:
      return bytes.Mutate(block.rest, kRestSizeMax);
    default:
      break;
  }
  if (!entries.empty()) bytes.Mutate(random.Pick(entries), kContentSizeMax);
}

// Created when its block was, half of the time.
Bytes PassportParts::MakeEntry(ByteMutator& bytes, ByteView header) const {
  Random& random = bytes.random();
  const size_t type = 1 + random.Below(kEntrySizes.size() - 1);
  Bytes entry = bytes.Make(kEntrySizes[type]);
  entry[1] = static_cast<uint8_t>(type);
  if (type == 3) entry[kEntryTypeSize] = bytes.Number8(0);
  if (type == 1) {
    std::ranges::copy(id_, entry.begin() + kEntryIdOffset);
    Put(~0U, kTimeSize, kTimeoutOffset, entry);
  }
  if (header.size() >= kHashOffset && random.OneIn(2)) {
    const size_t created = type == 1 ? kCreatedOffset : kEntrySizes[type] - kTimeSize;
    CopyTo(header.subspan(kTimeOffset, kTimeSize), MutableByteView(entry).subspan(created));
  }
  return entry;
}

void PassportParts::Cross(const PassportParts& other, Random& random) {
  if (blocks_.empty() || other.blocks_.empty() || random.OneIn(2)) {
    blocks_ = HeadAndTail(blocks_, other.blocks_, random);
    if (blocks_.size() > kBlocksMax) blocks_.resize(kBlocksMax);
    return;
  }
  auto& entries = random.Pick(blocks_).entries;
  entries = HeadAndTail(entries, random.Pick(other.blocks_).entries, random);
  if (entries.size() > kEntriesMax) entries.resize(kEntriesMax);
}

bool PassportParts::Shorten(Random& random) {
  if (blocks_.empty()) return false;
  auto& entries = random.Pick(blocks_).entries;
  if (entries.empty() || random.OneIn(3)) {
    EraseAny(random, blocks_);
  } else {
    EraseAny(random, entries);
  }
  return true;
}

Bytes PassportParts::PutTogether(const Spoiler& spoiler) const {
  const auto spoil = [&](Stage stage, size_t block, Bytes& part) {
    if (spoiler) spoiler(stage, block, part);
  };
  Bytes blocks;
  Hash128 id{};
  Hash128 previous{};
  for (size_t i = 0; i < blocks_.size(); ++i) {
    Bytes content;
    for (const Bytes& entry : blocks_[i].entries) {
      Bytes whole = WholeEntry(entry, id_, id);
      if (TypeOf(whole) == 1) {
        spoil(Stage::kRegistration, i, whole);
        SignRegistration(whole);
      }
      if (content.size() + whole.size() <= kContentSizeMax - kRestSizeMax) Append(whole, content);
    }
    Append(blocks_[i].rest, content);
    spoil(Stage::kContent, i, content);
    Bytes header = WholeHeader(blocks_[i].header, content, previous);
    spoil(Stage::kHeader, i, header);
    SignHeader(header);
    spoil(Stage::kSignedHeader, i, header);
    previous = Blake2b128(header);
    if (i == 0) id = previous;
    Bytes size(kBlockSizeSize);
    Put(header.size() + content.size(), kBlockSizeSize, 0, size);
    spoil(Stage::kBlockSize, i, size);
    Append(size, blocks);
    Append(header, blocks);
    Append(content, blocks);
  }
  Bytes own_id(id.begin(), id.end());
  spoil(Stage::kId, 0, own_id);
  Bytes plaintext = {kType};
  Append(own_id, plaintext);
  Append(blocks, plaintext);
  return plaintext;
}

void PassportParts::Spoil(ByteMutator& bytes, Stage stage, Bytes& part) {
  switch (stage) {
    case Stage::kRegistration:
      return CloseWindow(bytes.random(), part);
    case Stage::kContent:
      return SpoilContent(bytes, part);
    case Stage::kHeader:
      return SpoilHeader(bytes, part);
    case Stage::kSignedHeader: {
      const MutableByteView header(part);
      return SpoilSignature(bytes.random(), header.subspan(kAuthorOffset, kKeySize),
                            header.last(kSignatureSize));
    }
    case Stage::kBlockSize:
      return SpoilSize(bytes, part);
    case Stage::kId:
      part[bytes.random().Below(part.size())] ^= 1;
  }
}

Bytes PassportParts::Spoilt(ByteMutator& bytes) const {
  static constexpr std::array kStages = {Stage::kRegistration, Stage::kContent,   Stage::kHeader,
                                         Stage::kSignedHeader, Stage::kBlockSize, Stage::kId};
  const Stage wanted = bytes.random().Pick(kStages);
  const size_t in = wanted == Stage::kId ? 0 : bytes.random().Below(blocks_.size());
  return PutTogether([&](Stage stage, size_t block, Bytes& part) {
    if (stage == wanted && block == in) Spoil(bytes, stage, part);
  });
}

}  // namespace asmtp::fuzz
