// A report for tests: one that has everything, and one whose every text is hostile.
#ifndef ASMTP_CONFORMANCE_REPORT_SAMPLE_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_SAMPLE_REPORT_H_

#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Quotes, the ends of CDATA, of a script and of a comment, NUL, an escape sequence, bytes that are
// no UTF-8, an unpaired surrogate, and a character that turns the direction of writing.
std::string HostileText();

// Two cases, one with a control, in four configurations: PASS, FAIL with everything a failure has,
// CRASH, and UNSUPPORTED.
Report SampleReport();

// As SampleReport, with HostileText() in every text.
Report HostileReport();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SAMPLE_REPORT_H_
