// Gossip: what a node tells about itself, signed.
//
//   | info 2 | id 32 | time 4 | address 4 or 16 | port 2
//   | n x (topic 32, interest 1) | signature 64 |
//
//   info:  | 15: IPv4 | 14..10: reserved | 9..0: n |
//
//   const Gossip& gossip = std::get<Gossip>(*message);
//   if (gossip.IsIpv4()) ...
//   for (const Subscription subscription : gossip.subscriptions) ...
//
// Source: SPEC.md, Gossip.
#ifndef ASMTP_CORE_MESSAGE_GOSSIP_H_
#define ASMTP_CORE_MESSAGE_GOSSIP_H_

#include "core/message/records.h"
#include "core/message/sizes.h"

namespace asmtp {

inline constexpr size_t kGossipInfoSize = 2;
inline constexpr size_t kIpv4Size = 4;
inline constexpr size_t kIpv6Size = 16;
inline constexpr size_t kPortSize = 2;
inline constexpr size_t kInterestSize = 1;

inline constexpr size_t kSmallestGossipSize =
    kGossipInfoSize + kKeySize + kTimeSize + kIpv4Size + kPortSize + kSignatureSize;
static_assert(kSmallestGossipSize == 108);

// The parts of a gossip's info.
inline constexpr uint16_t kGossipIpv4Bit = 0x8000;
inline constexpr uint16_t kGossipReservedBits = 0x7c00;
inline constexpr uint16_t kGossipCountBits = 0x03ff;
inline constexpr size_t kMostSubscriptions = kGossipCountBits;

// Borrows. One topic that the node wants to hear of, and how much.
struct Subscription {
  static constexpr size_t kSize = kTopicSize + kInterestSize;
  static Subscription At(FixedView<kSize> bytes);

  FixedView<kTopicSize> topic;
  uint8_t interest = 0;
};
static_assert(Subscription::kSize == 33);

// Borrows. The info is kept as it came, because the signature covers its reserved bits.
struct Gossip {
  uint16_t info = 0;
  FixedView<kKeySize> id;
  uint32_t time = 0;  // seconds since kTimeEpoch
  ByteView address;   // 4 or 16 bytes, in network order
  uint16_t port = 0;
  Records<Subscription> subscriptions;
  FixedView<kSignatureSize> signature;

  bool IsIpv4() const { return (info & kGossipIpv4Bit) != 0; }
  // The number of subscriptions that the info announces: at most 1,023.
  uint16_t SubscriptionCount() const { return info & kGossipCountBits; }
  // The five reserved bits, in place: zero in what this project writes, ignored when read.
  uint16_t ReservedBits() const { return info & kGossipReservedBits; }
  // The sizes that the info announces.
  size_t AddressSize() const { return IsIpv4() ? kIpv4Size : kIpv6Size; }
  size_t SubscriptionsSize() const { return SubscriptionCount() * Subscription::kSize; }
};

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_GOSSIP_H_
