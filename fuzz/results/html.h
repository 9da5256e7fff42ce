// A report as one page for a browser, which needs no network and no script.
//
//   a card for each target: verdict, figures, features over time, depth
//   what was found, with the target's own report; what could not be done
#ifndef ASMTP_FUZZ_RESULTS_HTML_H_
#define ASMTP_FUZZ_RESULTS_HTML_H_

#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

std::string FuzzHtml(const FuzzReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_HTML_H_
