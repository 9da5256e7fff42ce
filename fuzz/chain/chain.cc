#include "fuzz/chain/chain.h"

#include <algorithm>
#include <vector>

#include "core/bytes/reader.h"
#include "core/crypto/hash.h"
#include "core/crypto/signature.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;
using model::Join;

constexpr size_t kKeyCount = 8;
constexpr uint32_t kTimeBegin = 100'000'000;
constexpr uint32_t kTimeStep = 900;

const SigningKey& KeyOf(uint8_t number) {
  static const std::vector<SigningKey> kKeys = [] {
    std::vector<SigningKey> keys;
    for (size_t i = 0; i < kKeyCount; ++i) {
      const Bytes seed(32, static_cast<uint8_t>(i + 1));
      keys.push_back(SigningKey::FromSeed(FixedView<32>(seed.data())));
    }
    return keys;
  }();
  return kKeys[number % kKeyCount];
}

Bytes BigEndian(uint64_t number, size_t size) {
  Bytes bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[size - 1 - i] = static_cast<uint8_t>(number >> (8 * i));
  return bytes;
}

Bytes Time(uint32_t steps) { return BigEndian(kTimeBegin + steps * kTimeStep, 4); }

struct EntrySpec {
  uint8_t kind;
  uint8_t key;
  uint8_t alias;
  uint8_t time;
};

struct BlockSpec {
  uint8_t author;
  uint8_t time;
  ChainFault fault;
};

// A number of letters, or of a letter and bytes behind a NUL, which do not count.
Bytes Alias(uint8_t alias) {
  Bytes bytes(32);
  for (size_t i = 0; i < alias / 16 + 1U && i < 32; ++i) bytes[i] = 'a' + alias % 16;
  if (alias >= 240) bytes[31] = alias;
  return bytes;
}

// The chain so far.
struct Builder {
  Bytes blocks;
  Bytes id = Bytes(16);
  Bytes previous = Bytes(16);

  Bytes Registration(const EntrySpec& entry, ChainFault fault) const {
    const SigningKey& key = KeyOf(entry.key);
    const Bytes passport = fault == ChainFault::kOtherPassport ? Bytes(16, 0x77) : id;
    const Bytes body = Join(key.public_key(), Alias(entry.alias), passport, Time(entry.time % 16),
                            Time(entry.time % 16 + entry.time / 16));
    Signature signature = key.Sign(body);
    if (fault == ChainFault::kRegistrationSignature) signature[0] ^= 1;
    return Join(BigEndian(1, 2), body, signature);
  }

  Bytes Entry(const EntrySpec& entry, ChainFault fault) const {
    switch (entry.kind % 4) {
      case 0:
      case 1:
        return Registration(entry, fault);
      case 2:
        return Join(BigEndian(2, 2), KeyOf(entry.key).public_key(), Time(entry.time % 16));
      default:
        return Join(BigEndian(3, 2), BigEndian(entry.alias % 4, 1), Bytes(32, entry.key),
                    Time(entry.time % 16), Bytes(size_t{88} * (entry.alias % 4), entry.alias));
    }
  }

  void Add(const BlockSpec& block, Bytes content) {
    const SigningKey& author = KeyOf(block.author);
    Bytes link = block.fault == ChainFault::kPrevious ? Bytes(16, 0x66) : previous;
    if (block.fault == ChainFault::kPreviousLastByte) link.back() ^= 1;
    if (block.fault == ChainFault::kTrailingByte) content.push_back(0);
    const Hash128 digest = Blake2b128(content);
    Bytes hash(digest.begin(), digest.end());
    if (block.fault == ChainFault::kContentHash) hash.front() ^= 1;
    const size_t size = content.size() + (block.fault == ChainFault::kContentSize ? 1 : 0);
    const uint64_t version = block.fault == ChainFault::kVersion ? 7 : 0;
    Bytes header = Join(BigEndian(version, 2), BigEndian(size, 2), Time(block.time % 32), hash,
                        link, author.public_key());
    Signature signature = author.Sign(header);
    if (block.fault == ChainFault::kHeaderSignature) signature[63] ^= 1;
    header = Join(header, signature);
    const Hash128 header_hash = Blake2b128(header);
    previous.assign(header_hash.begin(), header_hash.end());
    if (blocks.empty()) id = previous;
    blocks = Join(blocks, BigEndian(header.size() + content.size(), 4), header, content);
  }
};

bool ReadBlock(Reader& reader, BlockSpec& block, uint8_t& entries) {
  uint8_t fault;
  if (!reader.ReadU8(&block.author) || !reader.ReadU8(&block.time) || !reader.ReadU8(&fault) ||
      !reader.ReadU8(&entries)) {
    return false;
  }
  // Most numbers are no fault: a chain is to come far.
  const size_t number = fault % 32;
  block.fault = number < kChainFaultCount ? static_cast<ChainFault>(number) : ChainFault::kNone;
  return true;
}

bool ReadEntry(Reader& reader, EntrySpec& entry) {
  return reader.ReadU8(&entry.kind) && reader.ReadU8(&entry.key) && reader.ReadU8(&entry.alias) &&
         reader.ReadU8(&entry.time);
}

}  // namespace

Bytes BuildChain(ByteView bytes) {
  Reader reader(bytes);
  Builder builder;
  BlockSpec block;
  uint8_t count;
  for (size_t i = 0; i < kChainBlocksMax && ReadBlock(reader, block, count); ++i) {
    Bytes content;
    EntrySpec entry;
    for (size_t j = 0; j < count % (kChainEntriesMax + 1) && ReadEntry(reader, entry); ++j) {
      content = Join(content, builder.Entry(entry, block.fault));
    }
    builder.Add(block, std::move(content));
  }
  return builder.blocks;
}

}  // namespace asmtp::fuzz
