// Builds one plain message of each type whose fields have fixed sizes and are not signed. A new
// type of this form needs only its row in the format table.
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

// The values of the fields, by type.
struct PlainValues {
  ByteArray<kTopicSize> topic{};
  Hash128 id{};
  uint32_t number = 0;
};

// Owns. A whole message, including its type.
struct PlainMessage {
  std::string_view name;  // as in the format table
  std::vector<uint8_t> bytes;
};

// Returns the messages in the order of their types.
std::vector<PlainMessage> PlainMessages(const PlainValues& values);

// Returns the words of a CamelCase name in lower case, separated by `between`.
std::string LowerWords(std::string_view name, char between);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_PLAIN_MESSAGE_H_
