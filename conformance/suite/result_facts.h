// Questions about the result of one play, on which the next play depends.
#ifndef ASMTP_CONFORMANCE_SUITE_RESULT_FACTS_H_
#define ASMTP_CONFORMANCE_SUITE_RESULT_FACTS_H_

#include <string>

#include "conformance/suite/case_result.h"

namespace asmtp::conformance {

// Whether another play could give another verdict.
bool IsWorthARetry(const CaseResult& result);
// Whether the IUT failed only by doing nothing.
bool IsSilence(const CaseResult& result);
// TIMEOUTs of one kind have one cause: the same kind of step waits in vain.
std::string KindOf(const CaseResult& result);
// Returns the bytes of all frames and handshake frames that the runner sent.
size_t BytesSent(const CaseResult& result);

// Returns why the verdict of a play against a node counts only if it is bad, or "".
std::string WhyUnjudged(const CaseResult& result);
// Whether a control that a node's play does not decide has shown what it has to: the IUT stays open.
bool StaysOpenUnjudged(const CaseResult& control);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_RESULT_FACTS_H_
