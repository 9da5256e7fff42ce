#include "fuzz/mutate/gossip_parts.h"

#include <algorithm>
#include <utility>

#include "core/testing/layout.h"
#include "fuzz/mutate/list.h"
#include "fuzz/mutate/signed_body.h"

namespace asmtp::fuzz {
namespace {

size_t HeadSize(ByteView head) { return SizeBefore<&Gossip::subscriptions>(head); }

// Keeps the family and the reserved bits.
void WriteCount(size_t count, MutableByteView body) {
  const uint64_t info = NumberIn<&Gossip::info>(body) & ~uint64_t{kGossipCountBits};
  PutNumber<&Gossip::info>(info | count, body);
}

void TurnInfo(uint64_t bits, MutableByteView body) {
  PutNumber<&Gossip::info>(NumberIn<&Gossip::info>(body) ^ bits, body);
}

Bytes Signed(Bytes body) {
  SignAs<Gossip>(body);
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
      // Flips the family or a reserved bit.
      return TurnInfo(kGossipIpv4Bit >> random.Below(6), head_);
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

// The body with correct fields except the key and the signature.
Bytes GossipParts::Body() const {
  Bytes body = head_;
  body.resize(HeadSize(head_));
  WriteCount(subscriptions_.size(), body);
  for (const Bytes& subscription : subscriptions_) {
    body.insert(body.end(), subscription.begin(), subscription.end());
    body.resize(body.size() + Subscription::kSize - subscription.size());
  }
  body.resize(SizeOf<Gossip>(body));
  return body;
}

Bytes GossipParts::Plaintext() const { return Signed(Body()); }

Bytes GossipParts::Spoilt(ByteMutator& bytes) const {
  Random& random = bytes.random();
  Bytes body = Body();
  switch (random.Below(4)) {
    case 0: {  // the count
      uint8_t& low = FieldIn<&Gossip::info>(body).back();
      low = bytes.Number8(low);
      return Signed(std::move(body));
    }
    case 1:  // the family, but not the size of the address
      TurnInfo(kGossipIpv4Bit, body);
      return Signed(std::move(body));
    default:
      break;
  }
  Bytes plaintext = Signed(std::move(body));
  SpoilSignatureOf<Gossip>(random, MutableByteView(plaintext).subspan(kTypeSize));
  return plaintext;
}

}  // namespace asmtp::fuzz
