// Builds signed gossips from values. Allocates: for tests, corpora and fuzzers.
//
//   std::vector<uint8_t> message = BuildGossip(
//       {.time = 1, .address = {192, 0, 2, 1}, .port = 1000, .subscriptions = {{topic, 3}}}, id);
//   message[5] ^= 1;                              // break something
//   ResignGossip(message, id);                    // and sign it as it now stands
#ifndef ASMTP_CORE_TESTING_GOSSIP_BUILDER_H_
#define ASMTP_CORE_TESTING_GOSSIP_BUILDER_H_

#include <vector>

#include "core/message/message.h"
#include "core/testing/signing_key.h"

namespace asmtp {

// Owns. One subscription of a gossip to come.
struct SubscriptionDraft {
  ByteArray<kTopicSize> topic{};
  uint8_t interest = 0;
};

// Owns. The values of a gossip to come; nothing is checked.
struct GossipDraft {
  uint32_t time = 0;                              // seconds since kTimeEpoch
  std::vector<uint8_t> address = {127, 0, 0, 1};  // 4 bytes say IPv4 in the info, others IPv6
  uint16_t port = 0;
  std::vector<SubscriptionDraft> subscriptions = {};  // at most kMostSubscriptions are announced
  uint16_t reserved_bits = 0;                         // in place, of kGossipReservedBits
};

// Returns the whole message, type byte first, signed by `id`.
std::vector<uint8_t> BuildGossip(const GossipDraft& draft, const SigningKey& id);

// Replaces the signature of `message`, a gossip with its type byte, by one over the bytes before it
// as they stand. The id is not replaced. A message shorter than a signature stays as it is.
void ResignGossip(MutableByteView message, const SigningKey& id);

// Returns the encoded message, or nothing where Encode() refuses it.
std::vector<uint8_t> ToBytes(const Message& message);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_GOSSIP_BUILDER_H_
