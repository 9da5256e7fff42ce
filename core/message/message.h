// Message: the plaintext of one frame, decoded. A type byte, and one of seven bodies:
//
//   1  Gossip               a gossip (gossip.h)
//   2  Topic                | topic 32 | content 0 or more |
//   3  PutPassport          | passport id 16 | blocks 0 or more (block.h) |
//   4  GetPassport          | passport id 16 |
//   5  RegisterTopic        | topic 32 |
//   6  DeregisterTopic      | topic 32 |
//   7  QueryTopicMessages   | topic 32 | since 4 |
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

#include "core/message/block.h"
#include "core/message/error.h"
#include "core/message/gossip.h"

namespace asmtp {

// Borrows. Something said about a topic.
struct Topic {
  FixedView<kTopicSize> topic;
  ByteView content;
};

// Borrows. A passport for its reader to keep. Whether the blocks are one passport, and the id
// theirs, is the ledger's to say.
struct PutPassport {
  FixedView<kPassportIdSize> id;
  Blocks blocks;
};

// Borrows. Asks for a passport.
struct GetPassport {
  FixedView<kPassportIdSize> id;
};

// Borrows. Asks to be sent what is said about a topic.
struct RegisterTopic {
  FixedView<kTopicSize> topic;
};

// Borrows. Takes that back.
struct DeregisterTopic {
  FixedView<kTopicSize> topic;
};

// Borrows. Asks for what was said about a topic.
struct QueryTopicMessages {
  FixedView<kTopicSize> topic;
  uint32_t since = 0;  // seconds since kTimeEpoch
};

// In the order of their types, 1 to 7.
using Message = std::variant<Gossip, Topic, PutPassport, GetPassport, RegisterTopic,
                             DeregisterTopic, QueryTopicMessages>;

// Returns the message that `plaintext` is, all of it. Total: every byte string ends in a value or
// in an error. Neither allocates nor throws. Verifies every signature and hash in the message.
std::expected<Message, DecodeError> Decode(ByteView plaintext);

// Returns the size of the encoded message, type byte included.
size_t EncodedSize(const Message& message);

// Writes the message to the start of `out` and returns its size. Signs and hashes nothing: what was
// decoded comes out as it went in. On failure the content of `out` is unspecified.
std::expected<size_t, EncodeError> Encode(const Message& message, MutableByteView out);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_MESSAGE_H_
