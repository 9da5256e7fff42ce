// InputText: the input of any target as text, and back without loss. `#` begins a comment. The
// format depends on the target:
//
//   target asmtp_session            a program, one action per line (fuzz/program/text.h)
//   flags framing-u16
//   send initiator.0 04
//   tail 0001                       only if needed: bytes that are not a whole action
//
//   target asmtp_frame              structured bytes: hexadecimal with comments
//   00     # framing: u32
//   0100   # length limit: 256
//
//   target asmtp_transcript         text: quoted lines
//   "asmtp-transcript 1\n"
//
//   DecodeInput("asmtp_frame", bytes)        text
//   EncodeInput(text)->bytes                 the same bytes, for any input
#ifndef ASMTP_FUZZ_TEXT_INPUT_TEXT_H_
#define ASMTP_FUZZ_TEXT_INPUT_TEXT_H_

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

struct NamedInput {
  std::string target;
  std::vector<uint8_t> bytes;
};

std::string DecodeInput(std::string_view target, ByteView bytes);

// The error names the line and what was expected.
std::expected<NamedInput, std::string> EncodeInput(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_INPUT_TEXT_H_
