// Assemble: a message from named bytes, whether they make sense or not; Disassemble: back again.
//
//   Assemble("GetPassport", {{"id", short_id}});      // 04, and fewer than 16 bytes
//   Assemble("GetPassport", {{"type", {8}}});         // 08, and 16 zero bytes
//
//   auto fields = *Disassemble(message);              // type, topic, since
//   fields[2].bytes.push_back(0);
//   Assemble("QueryTopicMessages", fields);
#ifndef ASMTP_CORE_MESSAGE_ASSEMBLE_H_
#define ASMTP_CORE_MESSAGE_ASSEMBLE_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/message/format_info.h"

namespace asmtp {

// The name of the field before the others: the message's type.
inline constexpr std::string_view kTypeField = "type";

// Owns. A field as it is to travel, of any size.
struct NamedField {
  std::string name;
  std::vector<uint8_t> bytes;
  friend bool operator==(const NamedField&, const NamedField&) = default;
};

// Why names make no message. Always the caller's fault.
struct AssembleError {
  enum class Kind : uint8_t {
    kUnknownMessage,  // no message has this name
    kUnknownField,    // the message has no field of this name
    kRepeatedField,   // the field was given before
  };
  Kind kind;
  std::string name;
};

// Returns a short stable name, such as "unknown-field".
std::string_view Name(AssembleError::Kind kind);
// Returns one sentence.
std::string Describe(const AssembleError& error);

// Returns the message's type and then its fields, in the order of the table whatever the order
// given. A field that was not named is zero if its size is fixed, and empty otherwise. Nothing is
// signed or checked.
std::expected<std::vector<uint8_t>, AssembleError> Assemble(std::string_view message,
                                                            const std::vector<NamedField>& fields);

// Returns the type and the fields of a message whose structure is whole: fails with a message kind
// otherwise. Verifies no signature, and does not look into blocks.
std::expected<std::vector<NamedField>, DecodeError> Disassemble(ByteView plaintext);

// Returns `value` in as many bytes as an integer of this kind has, big-endian, its higher bits cut
// off; nothing for a kind that is no integer.
std::vector<uint8_t> IntegerBytes(FieldKind kind, uint64_t value);

}  // namespace asmtp

#endif  // ASMTP_CORE_MESSAGE_ASSEMBLE_H_
