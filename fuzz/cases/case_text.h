// CaseText: a program as a conformance case: what its attacker does to one end is what the runner
// does to the implementation under test, which then has to do what our end does.
//
//   auto text = CaseText(bytes, "swapped-frames");
//   text.error()       "action 3, 'send responder.0 aa': the end under attack only echoes"
//
// A case speaks of frames by what is in them, so that it holds for every ephemeral key of the IUT;
// and its IUT echoes messages, and does nothing by itself. What a program does beyond that cannot
// be said, and the error says what it is.
#ifndef ASMTP_FUZZ_CASES_CASE_TEXT_H_
#define ASMTP_FUZZ_CASES_CASE_TEXT_H_

#include <expected>
#include <string>

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// `name` is the last part of the id, fuzz/NAME. The IUT is the responder where that can be said,
// else the initiator.
std::expected<std::string, std::string> CaseText(ByteView program, const std::string& name);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CASES_CASE_TEXT_H_
