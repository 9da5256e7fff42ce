// Quoted: any bytes as text in quotes, a line for each of theirs, and back without loss.
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

// Lines of quotes; between them nothing but space and comments. An error says at which line what
// was expected.
std::expected<std::vector<uint8_t>, std::string> Unquote(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_QUOTED_H_
