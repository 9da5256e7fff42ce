// Match: whether what the IUT did is what a case describes. Pure functions.
//
//   const Fact fact = FactOf(outcome, expect.expectations, names);
//   fact.reason                     Reason::kExpectLine
//   fact.stated                     Verdict::kFail, as the line says
#ifndef ASMTP_CONFORMANCE_PLAY_MATCH_H_
#define ASMTP_CONFORMANCE_PLAY_MATCH_H_

#include <span>
#include <string>

#include "conformance/play/fact.h"
#include "conformance/play/outcome.h"

namespace asmtp::conformance {

// Returns what the first expectation that fits says. Silence counts as such where no line names it.
Fact FactOf(const Outcome& outcome, std::span<const Expectation> expectations, const Names& names);

// Returns "" where the message in `plaintext` has the listed fields, else what differs.
std::string DifferenceTo(const MessageText& message, ByteView plaintext, const Names& names);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_MATCH_H_
