// Findings as GitHub workflow commands. GitHub shows each at its line of the case file.
//
//   ::error file=corpus/transcripts/frame/a.atf,line=12,title=FAIL frame/a::went on after ...
#ifndef ASMTP_CONFORMANCE_REPORT_ANNOTATIONS_H_
#define ASMTP_CONFORMANCE_REPORT_ANNOTATIONS_H_

#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Returns a line for each failure and for each violation of a SHOULD; at most ten of each kind,
// which is GitHub's limit for a step.
std::string WriteAnnotations(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_ANNOTATIONS_H_
