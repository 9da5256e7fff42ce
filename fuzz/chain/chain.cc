#include "fuzz/chain/chain.h"

#include <algorithm>

#include "core/testing/layout.h"
#include "fuzz/chain/signing.h"

namespace asmtp::fuzz {
namespace {

using model::Bytes;
using model::Join;

constexpr uint32_t kTimeBegin = 100'000'000;
constexpr uint32_t kTimeStep = 900;

uint32_t Time(uint32_t steps) { return kTimeBegin + steps * kTimeStep; }

Hash128 Filled(uint8_t byte) {
  Hash128 hash;
  hash.fill(byte);
  return hash;
}

// An alias of letters. Numbers from 224 have 32 letters without a NUL and differ only in the last
// letter. Numbers from 240 are the first sixteen with a byte after the NUL, where it is ignored.
ByteArray<kAliasSize> Alias(uint8_t alias) {
  const auto letter = static_cast<uint8_t>('a' + alias % 16);
  ByteArray<kAliasSize> bytes{};
  if (alias >= 224 && alias < 240) {
    bytes.fill('a');
    bytes.back() = letter;
    return bytes;
  }
  const size_t letters = alias >= 240 ? 1 : alias / 16 + 1;
  std::fill_n(bytes.begin(), letters, letter);
  if (alias >= 240) bytes.back() = alias;
  return bytes;
}

template <class View>
Bytes EntryOf(const View& view) {
  Bytes entry(kEntryTypeSize);
  Writer(entry).WriteU16(kFormat<View>.type);
  AppendFields(view, &entry);
  return entry;
}

// Returns the signature of `body`, which has room for it at its end.
Signature SignatureOf(const SigningKey& key, ByteView body) {
  return SignAndTell(key, body.first(body.size() - kSignatureSize));
}

void PutSignature(const Signature& signature, Bytes& body) {
  CopyTo(signature, MutableByteView(body).last(kSignatureSize));
}

// When the entries of a block are created, and registrations time out.
struct Times {
  uint32_t created_at;
  uint32_t timeout;
};

Times TimesOf(const EntrySpec& entry, const BlockSpec& block) {
  const uint32_t now = Time(block.time % 32);
  const uint32_t window = entry.time / 16 * kTimeStep;
  switch (FaultOf(block.fault)) {
    case ChainFault::kSecondAfterBlock:
      return {.created_at = now + 1, .timeout = now + 1 + window};
    case ChainFault::kSecondPastTimeout:
      return {.created_at = now - kTimeStep, .timeout = now - 1};
    default:
      return {.created_at = Time(entry.time % 16), .timeout = Time(entry.time % 16) + window};
  }
}

// The chain so far.
struct Builder {
  Bytes blocks;
  Hash128 id{};
  Hash128 previous{};

  Bytes Registration(const EntrySpec& entry, const BlockSpec& block) const {
    const ChainFault fault = FaultOf(block.fault);
    const Times times = TimesOf(entry, block);
    const SigningKey& key = HarnessKey(entry.key);
    const ByteArray<kAliasSize> alias = Alias(entry.alias);
    const Hash128 passport = fault == ChainFault::kOtherPassport ? Filled(0x77) : id;
    Bytes bytes = EntryOf(RegisterMasterKey{.key = key.public_key(),
                                            .alias = alias,
                                            .passport_id = passport,
                                            .created_at = times.created_at,
                                            .registration_timeout = times.timeout});
    Signature signature = SignatureOf(key, ByteView(bytes).subspan(kEntryTypeSize));
    if (fault == ChainFault::kRegistrationSignature) signature[0] ^= 1;
    PutSignature(signature, bytes);
    return bytes;
  }

  static Bytes SharedKey(const EntrySpec& entry, const BlockSpec& block) {
    ByteArray<kKeySize> key;
    key.fill(entry.key);
    const auto count = static_cast<uint8_t>(entry.alias % 4);
    const Bytes recipients(count * Recipient::kSize, entry.alias);
    return EntryOf(SetSharedKey{.count = count,
                                .key = key,
                                .created_at = TimesOf(entry, block).created_at,
                                .recipients = Records<Recipient>(recipients)});
  }

  Bytes Entry(const EntrySpec& entry, const BlockSpec& block) const {
    switch (entry.meaning()) {
      case EntryKind::kRegister:
      case EntryKind::kRegisterToo:
        return Registration(entry, block);
      case EntryKind::kDeregister:
        return EntryOf(DeregisterMasterKey{.key = HarnessKey(entry.key).public_key(),
                                           .created_at = TimesOf(entry, block).created_at});
      case EntryKind::kSetSharedKey:
        break;
    }
    return SharedKey(entry, block);
  }

  Bytes Header(const BlockSpec& block, ChainFault fault, ByteView content) const {
    const SigningKey& author = HarnessKey(block.author);
    Hash128 link = fault == ChainFault::kPrevious ? Filled(0x66) : previous;
    if (fault == ChainFault::kPreviousLastByte) link.back() ^= 1;
    Hash128 hash = Blake2b128(content);
    if (fault == ChainFault::kContentHash) hash.front() ^= 1;
    const size_t size = content.size() + (fault == ChainFault::kContentSize ? 1 : 0);
    const uint16_t version = fault == ChainFault::kVersion ? 7 : 0;
    Bytes header;
    AppendFields(BlockHeader{.version = version,
                             .content_size = static_cast<uint16_t>(size),
                             .time = Time(block.time % 32),
                             .content_hash = hash,
                             .previous = link,
                             .author = author.public_key()},
                 &header);
    Signature signature = SignatureOf(author, header);
    if (fault == ChainFault::kHeaderSignature) signature[63] ^= 1;
    if (fault == ChainFault::kLargerS) signature = WithLargerS(signature);
    PutSignature(signature, header);
    return header;
  }

  void Add(const BlockSpec& block, Bytes content) {
    const ChainFault fault = FaultOf(block.fault);
    if (fault == ChainFault::kTrailingByte) content.push_back(0);
    const Bytes header = Header(block, fault, content);
    previous = Blake2b128(header);
    if (blocks.empty()) id = previous;
    Bytes size(kBlockSizeSize);
    Writer(size).WriteU32(static_cast<uint32_t>(header.size() + content.size()));
    blocks = Join(blocks, size, header, content);
  }
};

}  // namespace

Bytes BuildChain(ByteView bytes) {
  Builder builder;
  for (const BlockSpec& block : ParseChain(bytes)) {
    Bytes content;
    for (const EntrySpec& entry : block.entries) {
      content = Join(content, builder.Entry(entry, block));
    }
    builder.Add(block, std::move(content));
  }
  return builder.blocks;
}

}  // namespace asmtp::fuzz
