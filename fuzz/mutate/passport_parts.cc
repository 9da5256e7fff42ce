#include "fuzz/mutate/passport_parts.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/crypto/hash.h"
#include "fuzz/mutate/list.h"
#include "fuzz/mutate/signed_body.h"

namespace asmtp::fuzz {
namespace {

// More would be slow to verify; asmtp_passport_chain covers long chains.
constexpr size_t kBlocksMax = 4;
constexpr size_t kEntriesMax = 4;
constexpr size_t kContentSizeMax = std::numeric_limits<decltype(BlockHeader::content_size)>::max();
constexpr size_t kRestSizeMax = 64;

void Append(ByteView more, Bytes& bytes) { bytes.insert(bytes.end(), more.begin(), more.end()); }

// ---- entries: a type and a body -----------------------------------------------------------------

size_t TypeOf(ByteView entry) { return size_t{entry[0]} << 8 | entry[1]; }
void SetType(size_t type, MutableByteView entry) {
  entry[0] = static_cast<uint8_t>(type >> 8);
  entry[1] = static_cast<uint8_t>(type);
}

template <class View>
bool IsA(ByteView entry) {
  return TypeOf(entry) == kFormat<View>.type;
}

MutableByteView BodyOf(Bytes& entry) { return MutableByteView(entry).subspan(kEntryTypeSize); }

// Returns the size of an entry of this type with this start of its body.
size_t EntrySize(size_t type, ByteView body) {
  size_t size = kEntryTypeSize;
  VisitType<Entry>(type, [&]<class View>(std::type_identity<View>) { size += SizeOf<View>(body); });
  return size;
}

// Sets a valid type, and resizes the entry for it.
void MakeWhole(Bytes& entry) {
  entry.resize(std::max(entry.size(), kEntryTypeSize));
  const size_t type = entry[1];
  SetType(type == 0 || type > kEntryTypeCount ? 1 + type % kEntryTypeCount : type, entry);
  entry.resize(EntrySize(TypeOf(entry), BodyOf(entry)));
}

// Makes the timeout of a registration later than its creation.
void OpenWindow(MutableByteView body) {
  const uint64_t created = NumberIn<&RegisterMasterKey::created_at>(body);
  const uint64_t timeout = NumberIn<&RegisterMasterKey::registration_timeout>(body);
  const uint64_t late = std::max<uint64_t>({created, timeout, 1});
  PutNumber<&RegisterMasterKey::created_at>(std::min({created, timeout, late - 1}), body);
  PutNumber<&RegisterMasterKey::registration_timeout>(late, body);
}

// Completes an entry except for the signature of a registration. Replaces `old_id` by the
// passport's `id`.
Bytes WholeEntry(Bytes entry, ByteView old_id, const Hash128& id) {
  MakeWhole(entry);
  const MutableByteView body = BodyOf(entry);
  if (IsA<RegisterMasterKey>(entry)) {
    const MutableByteView passport = FieldIn<&RegisterMasterKey::passport_id>(body);
    if (Equal(passport, old_id)) CopyTo(id, passport);
    OpenWindow(body);
  }
  if (IsA<DeregisterMasterKey>(entry)) OwnKey<&DeregisterMasterKey::key>(body);
  return entry;
}

// Completes a header except for its signature.
Bytes WholeHeader(Bytes header, ByteView content, const Hash128& previous) {
  header.resize(kBlockHeaderSize);
  PutNumber<&BlockHeader::content_size>(content.size(), header);
  CopyTo(Blake2b128(content), FieldIn<&BlockHeader::content_hash>(header));
  CopyTo(previous, FieldIn<&BlockHeader::previous>(header));
  return header;
}

// ---- the size before each block -----------------------------------------------------------------

Bytes BlockSize(uint64_t size) {
  Bytes bytes(kBlockSizeSize);
  Writer(bytes).WriteU32(static_cast<uint32_t>(size));
  return bytes;
}

// ---- one fault ---------------------------------------------------------------------------------

// Sets the timeout of a registration to its creation, or swaps the two.
void CloseWindow(Random& random, MutableByteView body) {
  const uint64_t created = NumberIn<&RegisterMasterKey::created_at>(body);
  const uint64_t timeout = NumberIn<&RegisterMasterKey::registration_timeout>(body);
  PutNumber<&RegisterMasterKey::created_at>(timeout, body);
  if (random.OneIn(2)) PutNumber<&RegisterMasterKey::registration_timeout>(created, body);
}

void SpoilContent(ByteMutator& bytes, Bytes& content) {
  Random& random = bytes.random();
  if (random.OneIn(2)) return bytes.Mutate(content, kContentSizeMax);
  // The start of an entry of a known or unknown type; half of the time only the type.
  const Bytes more = bytes.Make(random.OneIn(2) ? 0 : random.Below(40));
  content.insert(content.end(), {0, static_cast<uint8_t>(random.Below(kEntryTypeCount + 2))});
  Append(more, content);
  if (content.size() > kContentSizeMax) content.resize(kContentSizeMax);
}

void TurnByte(Random& random, MutableByteView bytes) { bytes[random.Below(bytes.size())] ^= 1; }

void SpoilHeader(ByteMutator& bytes, MutableByteView header) {
  Random& random = bytes.random();
  switch (random.Below(3)) {
    case 0: {
      const uint64_t right = NumberIn<&BlockHeader::content_size>(header);
      const uint64_t wrong = random.OneIn(2) ? bytes.Number() : right ^ 1;
      return PutNumber<&BlockHeader::content_size>(wrong, header);
    }
    case 1:
      return TurnByte(random, FieldIn<&BlockHeader::content_hash>(header));
    default:
      return TurnByte(random, FieldIn<&BlockHeader::previous>(header));
  }
}

void SpoilSize(ByteMutator& bytes, Bytes& size) {
  uint32_t right = 0;
  (void)Reader(size).ReadU32(&right);  // cannot fail: it has 4 bytes
  const std::array<uint64_t, 6> sizes = {
      uint64_t{right} + 1, uint64_t{right} - 1, 0,
      0xffffffff,          bytes.Number(),      uint64_t{right} + 0x10000};
  size = BlockSize(bytes.random().Pick(sizes));
}

}  // namespace

PassportParts::PassportParts(ByteView plaintext) {
  ByteView rest = plaintext.subspan(std::min(plaintext.size(), kTypeSize));
  const ByteView id = rest.first(std::min(rest.size(), kPassportIdSize));
  id_.assign(id.begin(), id.end());
  id_.resize(kPassportIdSize);
  Reader reader(rest.subspan(id.size()));
  uint32_t size;
  while (blocks_.size() < kBlocksMax && reader.ReadU32(&size) && !reader.AtEnd()) {
    ByteView block;
    (void)reader.Read(std::min<size_t>(size, reader.remaining()), &block);  // cannot fail
    blocks_.push_back(BlockOf(block));
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

// Half of the time, created at the time of its block.
Bytes PassportParts::MakeEntry(ByteMutator& bytes, ByteView header) const {
  Random& random = bytes.random();
  const size_t type = 1 + random.Below(kEntryTypeCount);
  Bytes entry = bytes.Make(EntrySize(type, {}));
  SetType(type, entry);
  const MutableByteView body = BodyOf(entry);
  if (IsA<SetSharedKey>(entry)) PutNumber<&SetSharedKey::count>(bytes.Number8(0), body);
  if (IsA<RegisterMasterKey>(entry)) {
    CopyTo(id_, FieldIn<&RegisterMasterKey::passport_id>(body));
    PutNumber<&RegisterMasterKey::registration_timeout>(~0U, body);
  }
  if (header.size() >= kOffsetOf<&BlockHeader::content_hash> && random.OneIn(2)) {
    VisitType<Entry>(type, [&]<class View>(std::type_identity<View>) {
      CopyTo(FieldIn<&BlockHeader::time>(header), FieldIn<&View::created_at>(body));
    });
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
      if (IsA<RegisterMasterKey>(whole)) {
        spoil(Stage::kRegistration, i, whole);
        SignAs<RegisterMasterKey>(BodyOf(whole));
      }
      if (content.size() + whole.size() <= kContentSizeMax - kRestSizeMax) Append(whole, content);
    }
    Append(blocks_[i].rest, content);
    spoil(Stage::kContent, i, content);
    Bytes header = WholeHeader(blocks_[i].header, content, previous);
    spoil(Stage::kHeader, i, header);
    SignAs<BlockHeader>(header);
    spoil(Stage::kSignedHeader, i, header);
    previous = Blake2b128(header);
    if (i == 0) id = previous;
    Bytes size = BlockSize(header.size() + content.size());
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
      return CloseWindow(bytes.random(), BodyOf(part));
    case Stage::kContent:
      return SpoilContent(bytes, part);
    case Stage::kHeader:
      return SpoilHeader(bytes, part);
    case Stage::kSignedHeader:
      return SpoilSignatureOf<BlockHeader>(bytes.random(), part);
    case Stage::kBlockSize:
      return SpoilSize(bytes, part);
    case Stage::kId:
      return TurnByte(bytes.random(), part);
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
