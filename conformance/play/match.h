// Match: compares what the IUT did with what a case expects. Pure functions.
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

// Returns the fact stated by the first matching expectation. Silence that matches only `*` is
// marked as silent.
Fact FactOf(const Outcome& outcome, std::span<const Expectation> expectations, const Names& names);

// Returns "" if the message in `plaintext` has the listed fields, else the difference.
std::string DifferenceTo(const MessageText& message, ByteView plaintext, const Names& names);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_MATCH_H_
