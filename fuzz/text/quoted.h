// Quoted: any bytes as quoted text, line by line, and back without loss.
//
//   "asmtp-transcript 1\n"
//   "title \"x\" \x00"
#ifndef ASMTP_FUZZ_TEXT_QUOTED_H_
#define ASMTP_FUZZ_TEXT_QUOTED_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

std::string Quote(ByteView bytes);

// Reads quoted lines with only space and comments between them. The error names the line and what
// was expected.
std::expected<std::vector<uint8_t>, std::string> Unquote(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_QUOTED_H_
