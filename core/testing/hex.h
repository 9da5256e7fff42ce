// Hexadecimal text for people, command lines and test vectors. Allocates; not for hot paths.
//
//   ToHex(bytes)                         "00ff"
//   FromHex("00ff")                      two bytes
//   FromHex("0g").error().offset         1
#ifndef ASMTP_CORE_TESTING_HEX_H_
#define ASMTP_CORE_TESTING_HEX_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp {

// Why a text is not hexadecimal.
struct HexError {
  enum class Kind {
    kOddLength,  // the last digit has no pair
    kNotADigit,  // the character at `offset` is not one of 0-9, a-f, A-F
    kWrongSize,  // valid digits, but not of the expected size
  };
  Kind kind;
  size_t offset;  // in characters from the start of the text
};

// Returns a sentence that does not quote the text, which may be a secret.
std::string Describe(const HexError& error);

// Returns two lowercase digits for each byte.
std::string ToHex(ByteView bytes);

// Returns the bytes of `text`, which must consist of digits in either case and nothing else.
std::expected<std::vector<uint8_t>, HexError> FromHex(std::string_view text);

// Like FromHex(), but writes to `output`, whose size must match. On failure `output` is unchanged.
// Makes no copy, and is therefore suitable for secrets.
std::expected<void, HexError> FromHexInto(std::string_view text, MutableByteView output);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_HEX_H_
