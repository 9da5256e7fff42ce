// Plain messages: one of each type whose fields have fixed sizes and are not signed, from values by
// type. A new type of this form is among them by its line in the format table.
//
//   for (const auto& [name, bytes] : PlainMessages({.topic = topic, .id = id, .number = 8})) ...
//   LowerWords("QueryTopicMessages", '_')            "query_topic_messages"
#ifndef ASMTP_CORE_TESTING_PLAIN_MESSAGE_H_
#define ASMTP_CORE_TESTING_PLAIN_MESSAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/message/parts.h"

namespace asmtp {

// What every field of a type holds.
struct PlainValues {
  ByteArray<kTopicSize> topic{};
  Hash128 id{};
  uint32_t number = 0;
};

// Owns. A whole message, its type first.
struct PlainMessage {
  std::string_view name;  // as in the format table
  std::vector<uint8_t> bytes;
};

// Returns them in the order of their types.
std::vector<PlainMessage> PlainMessages(const PlainValues& values);

// Returns the words of a name in lower case, with `between` between them.
std::string LowerWords(std::string_view name, char between);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_PLAIN_MESSAGE_H_
