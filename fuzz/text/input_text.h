// InputText: the input of any target as text, and back without loss. `#` begins a comment; what it
// is in depends on the target:
//
//   target asmtp_session            a program, a line for each action (fuzz/program/text.h)
//   flags framing-u16
//   send initiator.0 04
//   tail 0001                       what is no whole action; it is there only where it is needed
//
//   target asmtp_frame              bytes with a form: hexadecimal, and what it is
//   00     # framing: u32
//   0100   # length limit: 256
//
//   target asmtp_transcript         text: quoted, line by line
//   "asmtp-transcript 1\n"
//
//   DecodeInput("asmtp_frame", bytes)        text
//   EncodeInput(text)->bytes                 the bytes again, also of bytes that no one meant
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

// An error says at which line what was expected.
std::expected<NamedInput, std::string> EncodeInput(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TEXT_INPUT_TEXT_H_
