#include "fuzz/mutate/gossip_parts.h"

#include <algorithm>

#include "core/message/message.h"
#include "fuzz/chain/signing.h"
#include "fuzz/mutate/list.h"
#include "fuzz/mutate/weak_signature.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kIdOffset = kGossipInfoSize;

bool IsIpv4(ByteView head) { return (head[0] & kGossipIpv4Bit >> 8) != 0; }

size_t HeadSize(ByteView head) {
  return kGossipInfoSize + kKeySize + kTimeSize + (IsIpv4(head) ? kIpv4Size : kIpv6Size) +
         kPortSize;
}

// The family stays, the reserved bits too.
void WriteCount(size_t count, MutableByteView head) {
  const size_t info = ((size_t{head[0]} << 8) & ~size_t{kGossipCountBits}) | count;
  head[0] = static_cast<uint8_t>(info >> 8);
  head[1] = static_cast<uint8_t>(info);
}

const SigningKey& KeyOf(ByteView body) {
  return HarnessKeyFor(FixedView<kKeySize>(body.data() + kIdOffset));
}

Bytes Signed(Bytes body) {
  const Signature signature = SignAndTell(KeyOf(body), body);
  body.insert(body.end(), signature.begin(), signature.end());
  body.insert(body.begin(), GossipParts::kType);
  return body;
}

}  // namespace

GossipParts::GossipParts(ByteView plaintext) {
  ByteView rest = plaintext.subspan(std::min(plaintext.size(), kTypeSize));
  head_.assign(rest.begin(), rest.end());
  head_.resize(std::max(head_.size(), kGossipInfoSize));
  head_.resize(HeadSize(head_));
  rest = rest.subspan(std::min(rest.size(), head_.size()));
  while (rest.size() >= Subscription::kSize + kSignatureSize &&
         subscriptions_.size() < kMostSubscriptions) {
    const ByteView first = rest.first(Subscription::kSize);
    subscriptions_.emplace_back(first.begin(), first.end());
    rest = rest.subspan(Subscription::kSize);
  }
}

void GossipParts::Change(ByteMutator& bytes) {
  Random& random = bytes.random();
  switch (random.Below(8)) {
    case 0:
      return InsertAny(random, kMostSubscriptions, bytes.Make(Subscription::kSize), subscriptions_);
    case 1:
      if (subscriptions_.empty()) break;
      return InsertAny(random, kMostSubscriptions, Bytes(random.Pick(subscriptions_)),
                       subscriptions_);
    case 2:
      return EraseAny(random, subscriptions_);
    case 3:
      return SwapAny(random, subscriptions_);
    case 4:
      if (subscriptions_.empty()) break;
      return bytes.Mutate(random.Pick(subscriptions_), Subscription::kSize);
    case 5:
      head_[0] = static_cast<uint8_t>(head_[0] ^ 0x80U >> random.Below(6));
      return;
    default:
      break;
  }
  bytes.Mutate(head_, head_.size());
  head_.resize(std::max(head_.size(), kGossipInfoSize));
}

void GossipParts::Cross(const GossipParts& other, Random& random) {
  if (random.OneIn(2)) head_ = other.head_;
  subscriptions_ = HeadAndTail(subscriptions_, other.subscriptions_, random);
  if (subscriptions_.size() > kMostSubscriptions) subscriptions_.resize(kMostSubscriptions);
}

bool GossipParts::Shorten(Random& random) {
  if (subscriptions_.empty()) return false;
  EraseAny(random, subscriptions_);
  return true;
}

// What is signed.
Bytes GossipParts::Body() const {
  Bytes body = head_;
  body.resize(HeadSize(head_));
  std::ranges::copy(KeyOf(body).public_key(), body.begin() + kIdOffset);
  WriteCount(subscriptions_.size(), body);
  for (const Bytes& subscription : subscriptions_) {
    body.insert(body.end(), subscription.begin(), subscription.end());
    body.resize(body.size() + Subscription::kSize - subscription.size());
  }
  return body;
}

Bytes GossipParts::Plaintext() const { return Signed(Body()); }

Bytes GossipParts::Spoilt(ByteMutator& bytes) const {
  Random& random = bytes.random();
  Bytes body = Body();
  switch (random.Below(4)) {
    case 0:  // the count, or reserved bits
      body[1] = bytes.Number8(body[1]);
      return Signed(std::move(body));
    case 1:  // the family, but not the size of the address
      body[0] ^= kGossipIpv4Bit >> 8;
      return Signed(std::move(body));
    default:
      break;
  }
  Bytes plaintext = Signed(std::move(body));
  const MutableByteView all(plaintext);
  SpoilSignature(random, all.subspan(kTypeSize + kIdOffset, kKeySize), all.last(kSignatureSize));
  return plaintext;
}

}  // namespace asmtp::fuzz
