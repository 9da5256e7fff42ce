// Reports for tests: a complete one, and one in which every text is hostile.
#ifndef ASMTP_CONFORMANCE_REPORT_SAMPLE_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_SAMPLE_REPORT_H_

#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Quotes, the ends of CDATA, of a script and of a comment, NUL, an escape sequence, invalid UTF-8,
// an unpaired surrogate, and a character that reverses the direction of writing.
std::string HostileText();

// Two cases, one with a control: two PASS, a FAIL with all members of a failure, and a CRASH.
Report SampleReport();

// SampleReport() with two more results, and HostileText() in every text.
Report HostileReport();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SAMPLE_REPORT_H_
