// The messages as named in case files, from the format table of core/message.
//
//   const MessageFormat* format = FindMessageFormat("query-topic-messages");
//   format->type                                     7
//   format->fields[1].name                           "since"
//   FieldsOf(plaintext)                              {"topic", 32 bytes}, {"since", 4 bytes}
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_MESSAGE_FORMAT_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_MESSAGE_FORMAT_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::conformance {

struct FieldFormat {
  std::string name;
  size_t size = 0;  // 0 if the type does not fix the field's size
};

struct MessageFormat {
  std::string name;  // such as "get-passport"
  uint8_t type = 0;
  std::vector<FieldFormat> fields;

  const FieldFormat* Find(std::string_view field_name) const;
};

// All formats, by type.
std::span<const MessageFormat> MessageFormats();
// Returns the format with that name, or null.
const MessageFormat* FindMessageFormat(std::string_view name);
// Returns the names, separated by commas.
std::string MessageNames();

// The bytes of one field of a message. Borrows the plaintext.
struct FieldBytes {
  std::string name;
  ByteView bytes;
};

// A plaintext that is a message. Borrows the plaintext.
struct MessageFields {
  const MessageFormat* format;
  std::vector<FieldBytes> fields;

  const FieldBytes* Find(std::string_view field_name) const;
};

// Splits `plaintext` into fields, or returns nothing if it is not a message.
std::optional<MessageFields> FieldsOf(ByteView plaintext);

// Returns why `plaintext` is not a message, in one sentence, or "" if it is one.
std::string WhyNoMessage(ByteView plaintext);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_MESSAGE_FORMAT_H_
