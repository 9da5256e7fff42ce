// The report as one HTML page, without network access or scripts.
//
//   one card per target: verdict, figures, features over time, depth
//   findings, with the target's own report; problems
#ifndef ASMTP_FUZZ_RESULTS_HTML_H_
#define ASMTP_FUZZ_RESULTS_HTML_H_

#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

std::string FuzzHtml(const FuzzReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_HTML_H_
