// Message: the decoded plaintext of one frame. It has a type byte and one of seven bodies:
//
//   1  Gossip               | info 2 | id 32 | time 4 | address 4 or 16 | port 2
//                           | n x (topic 32, interest 1) | signature 64 |
//   2  Topic                | topic 32 | content 0 or more |
//   3  PutPassport          | passport id 16 | blocks 0 or more (passport.h) |
//   4  GetPassport          | passport id 16 |
//   5  RegisterTopic        | topic 32 |
//   6  DeregisterTopic      | topic 32 |
//   7  QueryTopicMessages   | topic 32 | since 4 |
//
//   info of a gossip:       | 15: IPv4 | 14..10: reserved | 9..0: n |
//
//   const auto message = Decode(plaintext);
//   if (!message) return Name(message.error().kind);
//   if (const auto* topic = std::get_if<Topic>(&*message)) Deliver(topic->topic, topic->content);
//
//   std::vector<uint8_t> bytes(EncodedSize(*message));
//   Encode(*message, bytes);                                  // the same bytes again
//
// The views borrow the plaintext. Source: SPEC.md, messages.
#ifndef ASMTP_CORE_MESSAGE_MESSAGE_H_
#define ASMTP_CORE_MESSAGE_MESSAGE_H_

#include <expected>
#include <variant>

#include "core/message/error.h"
#include "core/message/passport.h"

namespace asmtp {

inline constexpr size_t kGossipInfoSize = 2;
inline constexpr size_t kIpv4Size = 4;
inline constexpr size_t kIpv6Size = 16;
inline constexpr size_t kPortSize = 2;
inline constexpr size_t kInterestSize = 1;

inline constexpr size_t kSmallestGossipSize =
    kGossipInfoSize + kKeySize + kTimeSize + kIpv4Size + kPortSize + kSignatureSize;
static_assert(kSmallestGossipSize == 108);

// The bits of a gossip's info.
inline constexpr uint16_t kGossipIpv4Bit = 0x8000;
inline constexpr uint16_t kGossipReservedBits = 0x7c00;  // zero in what this project writes
inline constexpr uint16_t kGossipCountBits = 0x03ff;

// Borrows. One topic in which the node is interested, and how much.
struct Subscription {
  static constexpr size_t kSize = kTopicSize + kInterestSize;
  static Subscription At(FixedView<kSize> bytes);

  FixedView<kTopicSize> topic;
  uint8_t interest = 0;
};
static_assert(Subscription::kSize == 33);

// Borrows. A signed announcement of a node. `info` keeps the reserved bits for the signature.
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
  // The sizes that the info announces.
  size_t AddressSize() const { return IsIpv4() ? kIpv4Size : kIpv6Size; }
  size_t SubscriptionsSize() const { return SubscriptionCount() * Subscription::kSize; }
};

// Borrows. A message about a topic.
struct Topic {
  FixedView<kTopicSize> topic;
  ByteView content;
};

// Borrows. A passport for the receiver to store. Ledger checks that the blocks form one passport
// and that the id matches.
struct PutPassport {
  FixedView<kPassportIdSize> id;
  Blocks blocks;
};

// Borrows. Asks for a passport.
struct GetPassport {
  FixedView<kPassportIdSize> id;
};

// Borrows. Subscribes to messages about a topic.
struct RegisterTopic {
  FixedView<kTopicSize> topic;
};

// Borrows. Cancels RegisterTopic.
struct DeregisterTopic {
  FixedView<kTopicSize> topic;
};

// Borrows. Asks for past messages about a topic.
struct QueryTopicMessages {
  FixedView<kTopicSize> topic;
  uint32_t since = 0;  // seconds since kTimeEpoch
};

// The alternatives are in the order of their types, 1 to 7.
using Message = std::variant<Gossip, Topic, PutPassport, GetPassport, RegisterTopic,
                             DeregisterTopic, QueryTopicMessages>;

// Decodes the whole `plaintext` as one message. Total: returns a value or an error for every byte
// string. Neither allocates nor throws. Verifies every signature and hash in the message.
std::expected<Message, DecodeError> Decode(ByteView plaintext);

// Returns the size of the encoded message, including the type byte.
size_t EncodedSize(const Message& message);

// Writes the message to the start of `out` and returns its size. Does not sign or hash: a decoded
// message encodes to the same bytes. On failure the content of `out` is unspecified.
std::expected<size_t, EncodeError> Encode(const Message& message, MutableByteView out);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_MESSAGE_H_
