#include "fuzz/chain/chain.h"

#include <algorithm>

#include "core/crypto/hash.h"
#include "fuzz/chain/signing.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;
using model::Join;

constexpr uint32_t kTimeBegin = 100'000'000;
constexpr uint32_t kTimeStep = 900;

Bytes BigEndian(uint64_t number, size_t size) {
  Bytes bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[size - 1 - i] = static_cast<uint8_t>(number >> (8 * i));
  return bytes;
}

Bytes Time(uint32_t steps) { return BigEndian(kTimeBegin + steps * kTimeStep, 4); }

// A number of letters. Of those from 224 on, 32 with no NUL behind them, which differ in the last
// one only; those from 240 on are the first sixteen with a byte behind the NUL, where it does not
// count.
Bytes Alias(uint8_t alias) {
  const auto letter = static_cast<uint8_t>('a' + alias % 16);
  Bytes bytes(32);
  if (alias >= 224 && alias < 240) {
    std::ranges::fill(bytes, 'a');
    bytes.back() = letter;
    return bytes;
  }
  const size_t letters = alias >= 240 ? 1 : alias / 16 + 1;
  std::fill_n(bytes.begin(), letters, letter);
  if (alias >= 240) bytes.back() = alias;
  return bytes;
}

// The chain so far.
struct Builder {
  Bytes blocks;
  Bytes id = Bytes(16);
  Bytes previous = Bytes(16);

  Bytes Registration(const EntrySpec& entry, ChainFault fault) const {
    const SigningKey& key = HarnessKey(entry.key);
    const Bytes passport = fault == ChainFault::kOtherPassport ? Bytes(16, 0x77) : id;
    const Bytes body = Join(key.public_key(), Alias(entry.alias), passport, Time(entry.time % 16),
                            Time(entry.time % 16 + entry.time / 16));
    Signature signature = SignAndTell(key, body);
    if (fault == ChainFault::kRegistrationSignature) signature[0] ^= 1;
    return Join(BigEndian(1, 2), body, signature);
  }

  Bytes Entry(const EntrySpec& entry, ChainFault fault) const {
    switch (entry.meaning()) {
      case EntryKind::kRegister:
      case EntryKind::kRegisterToo:
        return Registration(entry, fault);
      case EntryKind::kDeregister:
        return Join(BigEndian(2, 2), HarnessKey(entry.key).public_key(), Time(entry.time % 16));
      case EntryKind::kSetSharedKey:
        break;
    }
    return Join(BigEndian(3, 2), BigEndian(entry.alias % 4, 1), Bytes(32, entry.key),
                Time(entry.time % 16), Bytes(size_t{88} * (entry.alias % 4), entry.alias));
  }

  void Add(const BlockSpec& block, Bytes content) {
    const SigningKey& author = HarnessKey(block.author);
    const ChainFault fault = FaultOf(block.fault);
    Bytes link = fault == ChainFault::kPrevious ? Bytes(16, 0x66) : previous;
    if (fault == ChainFault::kPreviousLastByte) link.back() ^= 1;
    if (fault == ChainFault::kTrailingByte) content.push_back(0);
    const Hash128 digest = Blake2b128(content);
    Bytes hash(digest.begin(), digest.end());
    if (fault == ChainFault::kContentHash) hash.front() ^= 1;
    const size_t size = content.size() + (fault == ChainFault::kContentSize ? 1 : 0);
    const uint64_t version = fault == ChainFault::kVersion ? 7 : 0;
    Bytes header = Join(BigEndian(version, 2), BigEndian(size, 2), Time(block.time % 32), hash,
                        link, author.public_key());
    Signature signature = SignAndTell(author, header);
    if (fault == ChainFault::kHeaderSignature) signature[63] ^= 1;
    if (fault == ChainFault::kLargerS) signature = WithLargerS(signature);
    header = Join(header, signature);
    const Hash128 header_hash = Blake2b128(header);
    previous.assign(header_hash.begin(), header_hash.end());
    if (blocks.empty()) id = previous;
    blocks = Join(blocks, BigEndian(header.size() + content.size(), 4), header, content);
  }
};

}  // namespace

Bytes BuildChain(ByteView bytes) {
  Builder builder;
  for (const BlockSpec& block : ParseChain(bytes)) {
    Bytes content;
    for (const EntrySpec& entry : block.entries) {
      content = Join(content, builder.Entry(entry, FaultOf(block.fault)));
    }
    builder.Add(block, std::move(content));
  }
  return builder.blocks;
}

}  // namespace asmtp::fuzz
