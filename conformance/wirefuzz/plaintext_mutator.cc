#include "conformance/wirefuzz/plaintext_mutator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/bytes/hex.h"
#include "core/message/gossip_builder.h"
#include "core/message/message.h"
#include "fuzz/session/attacker.h"

namespace asmtp::conformance::wirefuzz {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr uint8_t kGossip = 1;
constexpr uint8_t kPutPassport = 3;
constexpr size_t kTypeCount = 7;
constexpr size_t kGossipIdAt = 3;
constexpr size_t kGossipSizeMin = 109;
constexpr size_t kSubscriptionSize = 33;
constexpr uint8_t kIpv4Bit = 0x80;
constexpr int kTriesMax = 6;

// L, little-endian (RFC 8032).
constexpr std::array<uint8_t, 32> kOrder = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
// First and last bytes of keys of low order: 01 00.. 00, ec ff.. 7f, ee ff.. 7f, 00.. 80.
struct WeakKey {
  uint8_t first, middle, last;
};
constexpr std::array<WeakKey, 5> kWeakKeys = {WeakKey{1, 0, 0}, WeakKey{0xec, 0xff, 0x7f},
                                              WeakKey{0xee, 0xff, 0x7f}, WeakKey{1, 0, 0x80},
                                              WeakKey{0, 0, 0}};

ptrdiff_t At(size_t index) { return static_cast<ptrdiff_t>(index); }

// The samples of each type.
const std::vector<Bytes>& SamplesOf(size_t type) {
  static const auto kSamples = [] {
    std::array<std::vector<Bytes>, kTypeCount + 1> samples;
    for (size_t i = 0; i < 256; ++i) {
      Bytes sample = fuzz::SampleMessage(ByteArray<1>{static_cast<uint8_t>(i)});
      auto& same = samples[sample.front()];
      if (std::ranges::find(same, sample) == same.end()) same.push_back(std::move(sample));
    }
    return samples;
  }();
  return kSamples[type];
}

}  // namespace

Bytes PlaintextMutator::Sample() { return random_.Pick(SamplesOf(1 + random_.Below(kTypeCount))); }

Bytes PlaintextMutator::Make(bool is_message) {
  Bytes plaintext;
  for (int i = 0; i < kTriesMax; ++i) {
    plaintext = Mutate(Sample());
    if (Decode(plaintext).has_value() == is_message) return plaintext;
  }
  return is_message ? Sample() : plaintext;
}

Bytes PlaintextMutator::MutateInto(const Bytes& plaintext, bool is_message) {
  for (int i = 0; i < kTriesMax; ++i) {
    Bytes changed = Mutate(plaintext);
    if (Decode(changed).has_value() == is_message) return changed;
  }
  return plaintext;
}

Bytes PlaintextMutator::Mutate(Bytes plaintext) {
  do {
    const uint8_t type = plaintext.empty() ? uint8_t{0} : plaintext.front();
    if (type == kGossip && plaintext.size() >= kGossipSizeMin && !random_.OneIn(4)) {
      MutateGossip(plaintext);
    } else if (type == kPutPassport && !random_.OneIn(6)) {
      MutatePassport(plaintext);
    } else {
      MutateSimple(plaintext);
    }
  } while (random_.OneIn(4));
  if (plaintext.size() > kSizeMax) plaintext.resize(kSizeMax);
  return plaintext;
}

// A change that no form is known for: the size, the type, or any bytes.
void PlaintextMutator::MutateSimple(Bytes& plaintext) {
  switch (random_.Below(8)) {
    case 0:
    case 1:
      return Resize(plaintext);
    case 2:
      if (!plaintext.empty()) plaintext.front() = static_cast<uint8_t>(random_.Below(9));
      return;
    case 3:
      return bytes_.Mutate(plaintext, kSizeMax);
    default: {
      // Bytes of the body; the type stays.
      if (plaintext.size() < 2) return Resize(plaintext);
      const size_t at = 1 + random_.Below(plaintext.size() - 1);
      plaintext[at] = bytes_.Number8(plaintext[at]);
    }
  }
}

// Longer or shorter by a little, or as long as nobody expects.
void PlaintextMutator::Resize(Bytes& bytes) {
  const size_t change = random_.OneIn(2) ? 1 + random_.Below(4) : 1 + random_.Below(40);
  if (random_.OneIn(2)) {
    bytes.resize(bytes.size() - std::min(bytes.size(), change));
  } else {
    const Bytes more = bytes_.Make(random_.OneIn(16) ? bytes_.Size() : change);
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
}

void PlaintextMutator::MutateGossip(Bytes& gossip) {
  const size_t signature_at = gossip.size() - kSignatureSize;
  switch (random_.Below(8)) {
    case 0:  // info: family, reserved bits, count
      gossip[1] = static_cast<uint8_t>(gossip[1] ^ 1U << random_.Below(8));
      break;
    case 1:
      gossip[2] = bytes_.Number8(gossip[2]);
      break;
    case 2: {  // a subscription more, counted or not
      const Bytes more = bytes_.Make(kSubscriptionSize);
      gossip.insert(gossip.begin() + At(signature_at), more.begin(), more.end());
      if (!random_.OneIn(4)) ++gossip[2];
      break;
    }
    case 3:  // or one less
      if (signature_at < kGossipIdAt + kKeySize + kSubscriptionSize + 10) break;
      gossip.erase(gossip.begin() + At(signature_at - kSubscriptionSize),
                   gossip.begin() + At(signature_at));
      if (!random_.OneIn(4)) --gossip[2];
      break;
    case 4: {  // the other family, with an address of its size
      const Bytes more = bytes_.Make(12);
      constexpr size_t kAddressAt = kGossipIdAt + kKeySize + 4;
      if ((gossip[1] & kIpv4Bit) == 0) break;
      gossip[1] ^= kIpv4Bit;
      gossip.insert(gossip.begin() + At(kAddressAt), more.begin(), more.end());
      break;
    }
    case 5: {  // fields without a rule
      const size_t at = kGossipIdAt + kKeySize +
                        random_.Below(gossip.size() - kSignatureSize - kGossipIdAt - kKeySize);
      gossip[at] = bytes_.Number8(gossip[at]);
      break;
    }
    case 6: {
      const MutableByteView all(gossip);
      return Weaken(all.subspan(kGossipIdAt, kKeySize),
                    all.subspan(gossip.size() - kSignatureSize));
    }
    default: {
      const size_t at = 1 + random_.Below(gossip.size() - 1);
      gossip[at] = bytes_.Number8(gossip[at]);
    }
  }
  if (random_.OneIn(8)) return;
  const SigningKey& key = KeyOfSamples(ByteView(gossip).subspan(kGossipIdAt, kKeySize));
  std::ranges::copy(key.public_key(), gossip.begin() + At(kGossipIdAt));
  ResignGossip(gossip, key);
}

void PlaintextMutator::MutatePassport(Bytes& passport) {
  PassportParts parts = TakeApart(passport);
  auto& blocks = parts.blocks;
  switch (blocks.empty() ? size_t{0} : random_.Below(8)) {
    case 0:
      if (random_.OneIn(2)) {
        Resize(parts.rest);
      } else if (!parts.id.empty()) {
        parts.id[random_.Below(parts.id.size())] = random_.Byte();
      }
      break;
    case 1: {
      BlockParts copy = random_.Pick(blocks);
      if (blocks.size() < 8) blocks.insert(blocks.begin() + At(random_.Below(blocks.size())), copy);
      break;
    }
    case 2:
      blocks.erase(blocks.begin() + At(random_.Below(blocks.size())));
      break;
    case 3: {
      BlockParts& block = random_.Pick(blocks);
      const auto right = static_cast<uint32_t>(block.draft.Bytes().size());
      const std::array<uint32_t, 6> sizes = {right + 1,  right - 1,       0,
                                             0xffffffff, bytes_.Number(), right + 0x10000};
      block.size = random_.Pick(sizes);
      break;
    }
    default:
      MutateBlock(random_.Pick(blocks));
  }
  passport = PutTogether(parts);
}

void PlaintextMutator::MutateBlock(BlockParts& block) {
  BlockDraft& draft = block.draft;
  const SigningKey& key = KeyOfSamples(draft.author);
  switch (random_.Below(12)) {
    case 0:
      draft.version = bytes_.Number();
      return draft.Sign(key);
    case 1:
      draft.time = static_cast<uint32_t>(random_.Next());
      return draft.Sign(key);
    case 2:
      draft.content_size = random_.OneIn(2) ? bytes_.Number() : draft.content_size ^ uint16_t { 1 };
      return draft.Sign(key);
    case 3:
      draft.content_hash[random_.Below(draft.content_hash.size())] ^= 1;
      return draft.Sign(key);
    case 4:
      draft.previous[random_.Below(draft.previous.size())] = random_.Byte();
      return draft.Sign(key);
    case 5:
      draft.signature[random_.Below(draft.signature.size())] ^= 1;
      return;
    case 6:
      return Weaken(draft.author, draft.signature);
    default:
      MutateContent(draft.content);
      if (!random_.OneIn(8)) Reseal(block);
  }
}

void PlaintextMutator::MutateContent(Bytes& content) {
  const std::vector<size_t> offsets = EntryOffsets(content);
  const size_t entry = random_.Below(offsets.size() - 1);
  const size_t begin = offsets.size() < 2 ? 0 : offsets[entry];
  const size_t end = offsets.size() < 2 ? 0 : offsets[entry + 1];
  switch (begin == end ? size_t{0} : random_.Below(6)) {
    case 0: {  // an entry that begins, of a type that is known or not
      const Bytes type = {0, static_cast<uint8_t>(random_.Below(5))};
      content.insert(content.end(), type.begin(), type.end());
      if (random_.OneIn(2)) Resize(content);
      return;
    }
    case 1:
      return Resize(content);
    case 2: {
      const Bytes copy(content.begin() + At(begin), content.begin() + At(end));
      content.insert(content.end(), copy.begin(), copy.end());
      return;
    }
    case 3:
      content.erase(content.begin() + At(begin), content.begin() + At(end));
      return;
    default: {
      const size_t at = begin + random_.Below(end - begin);
      content[at] = bytes_.Number8(content[at]);
      if (random_.OneIn(8)) return;
      ResignRegistration(MutableByteView(content).subspan(begin, end - begin));
    }
  }
}

void PlaintextMutator::Weaken(MutableByteView key, MutableByteView signature) {
  if (random_.OneIn(3)) {  // S + L
    unsigned carry = 0;
    for (size_t i = 0; i < kOrder.size(); ++i) {
      carry += unsigned{signature[32 + i]} + kOrder[i];
      signature[32 + i] = static_cast<uint8_t>(carry);
      carry >>= 8;
    }
    return;
  }
  const WeakKey weak = random_.Pick(kWeakKeys);
  std::ranges::fill(key, weak.middle);
  key.front() = weak.first;
  key.back() = weak.last;
  // R is the neutral element and S zero: right where [k]A is the neutral element.
  std::ranges::fill(signature, uint8_t{0});
  signature.front() = 1;
}

}  // namespace asmtp::conformance::wirefuzz
