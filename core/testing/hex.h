// Hexadecimal text, for people, command lines and test vectors. Allocates; not for the hot path.
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
    kOddLength,  // the last digit has no partner
    kNotADigit,  // the character at `offset` is not one of 0-9, a-f, A-F
    kWrongSize,  // well formed, and not of the size asked for
  };
  Kind kind;
  size_t offset;  // in characters from the start of the text
};

// Returns one sentence without the offending text, which may be a secret.
std::string Describe(const HexError& error);

// Returns two lower-case digits for each byte.
std::string ToHex(ByteView bytes);

// Returns the bytes that `text` stands for: digits in either case, and nothing else.
std::expected<std::vector<uint8_t>, HexError> FromHex(std::string_view text);

// As FromHex, and the text must stand for exactly `output.size()` bytes, which are written there.
// On failure `output` keeps what it held. Makes no copy on the way: fit for secrets.
std::expected<void, HexError> FromHexInto(std::string_view text, MutableByteView output);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_HEX_H_
