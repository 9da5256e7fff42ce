// Programs as text, one action per line, and back without loss.
//
//   flags suite-25519 framing-u16          header
//   keys 3
//   limit 0
//   send initiator.0 04111111...           op, direction.index, payload in hex
//   flip initiator.0 0007
//
//   Print(program)      ReadText(text)     error: "line 4: expected ..."
#ifndef ASMTP_FUZZ_PROGRAM_TEXT_H_
#define ASMTP_FUZZ_PROGRAM_TEXT_H_

#include <expected>
#include <string>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

std::string Print(const Program& program);
// Returns the names of the flags, each after a space.
std::string FlagNames(uint8_t flags);
std::expected<Program, std::string> ReadText(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_PROGRAM_TEXT_H_
