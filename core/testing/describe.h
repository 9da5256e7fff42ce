// Describe: lists every field of a message by path and offset, including those of invalid messages.
//
//   for (const FieldValue& field : Describe(plaintext)) {
//     Print(field.offset, field.path, ToHex(field.bytes));
//   }
//      0  type                        03
//      1  id                          61a44fcd...
//     17  blocks[0].size              000001a1
//     21  blocks[0].version           0000
//    157  blocks[0].content[0].type   0001
#ifndef ASMTP_CORE_TESTING_DESCRIBE_H_
#define ASMTP_CORE_TESTING_DESCRIBE_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/testing/format_info.h"

namespace asmtp {

// Borrows the message. A field that contains no other fields.
struct FieldValue {
  std::string path;
  FieldKind kind;
  size_t offset;  // in bytes from the start of the message
  ByteView bytes;
  std::string_view note;  // from the format table; lives for the whole program
};

// The path of the bytes that could not be read.
inline constexpr std::string_view kUnreadPath = "unread";

// Returns the fields of `plaintext` in order. Where the structure is invalid, the remaining bytes
// are one field with the path "unread". The bytes of all fields together are always `plaintext`.
// Total: accepts any bytes. Checks sizes only, no signatures or hashes. Allocates.
std::vector<FieldValue> Describe(ByteView plaintext);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_DESCRIBE_H_
