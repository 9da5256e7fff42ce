// CaseText: a program as a conformance case. The runner plays the attacker of the program against
// the IUT, which must do what our end does.
//
//   auto text = CaseText(bytes, "swapped-frames");
//   text.error()       "action 3, 'send responder.0 aa': the end under attack only echoes"
//
// A case describes frames by their plaintext, because the ephemeral key of the IUT is unknown. Its
// IUT only echoes messages. A program that needs more cannot be a case; the error says why.
#ifndef ASMTP_FUZZ_CASES_CASE_TEXT_H_
#define ASMTP_FUZZ_CASES_CASE_TEXT_H_

#include <expected>
#include <string>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// `name` is the last part of the id, fuzz/NAME. The IUT is the responder if possible, else the
// initiator.
std::expected<std::string, std::string> CaseText(ByteView program, const std::string& name);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_CASE_TEXT_H_
