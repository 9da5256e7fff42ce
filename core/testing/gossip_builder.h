// Builds signed gossips from values, for tests, corpora and fuzzers. Allocates.
//
//   std::vector<uint8_t> message = BuildGossip(
//       {.time = 1, .address = {192, 0, 2, 1}, .port = 1000, .subscriptions = {{topic, 3}}}, id);
//   message[5] ^= 1;                              // change something
//   ResignGossip(message, id);                    // and sign the changed message
#ifndef ASMTP_CORE_TESTING_GOSSIP_BUILDER_H_
#define ASMTP_CORE_TESTING_GOSSIP_BUILDER_H_

#include <vector>

#include "core/message/message.h"
#include "core/testing/signing_key.h"

namespace asmtp {

// Owns. One subscription of a gossip to build.
struct SubscriptionDraft {
  ByteArray<kTopicSize> topic{};
  uint8_t interest = 0;
};

// Owns. The values of a gossip to build. They may be invalid.
struct GossipDraft {
  uint32_t time = 0;                              // seconds since kTimeEpoch
  std::vector<uint8_t> address = {127, 0, 0, 1};  // announced as IPv4 if 4 bytes, else as IPv6
  uint16_t port = 0;
  std::vector<SubscriptionDraft> subscriptions = {};  // the info counts at most kMostSubscriptions
  uint16_t reserved_bits = 0;                         // a subset of kGossipReservedBits
};

// Returns the whole message, including its type, signed by `id`.
std::vector<uint8_t> BuildGossip(const GossipDraft& draft, const SigningKey& id);

// Replaces the signature of `message`, a gossip including its type, with one over the current bytes
// before it. Does not change the id field. Does nothing if `message` is shorter than a signature.
void ResignGossip(MutableByteView message, const SigningKey& id);

// Returns the encoded message, or no bytes if Encode() fails.
std::vector<uint8_t> ToBytes(const Message& message);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_GOSSIP_BUILDER_H_
