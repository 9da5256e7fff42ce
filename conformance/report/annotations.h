// Findings as GitHub's workflow commands, which show each beside its line of a case file.
//
//   ::error file=corpus/transcripts/frame/a.atf,line=12,title=FAIL frame/a::went on after ...
#ifndef ASMTP_CONFORMANCE_REPORT_ANNOTATIONS_H_
#define ASMTP_CONFORMANCE_REPORT_ANNOTATIONS_H_

#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Returns a line for each failure, and for each result that is against a SHOULD; at most ten of
// either, which is what GitHub shows of a step.
std::string WriteAnnotations(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_ANNOTATIONS_H_
