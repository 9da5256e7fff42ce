// Formats: reports for programs.
#ifndef ASMTP_FUZZ_RESULTS_FORMATS_H_
#define ASMTP_FUZZ_RESULTS_FORMATS_H_

#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// JUnit XML: one suite per target, with a test for the replay, one for the fuzzing and one per
// cause of failure. A problem is an error.
std::string FuzzJunit(const FuzzReport& report);

// SARIF 2.1.0: laws and kinds of failure as rules, findings at the first place in our sources.
std::string FuzzSarif(const FuzzReport& report);

// The whole report as JSON.
std::string FuzzJson(const FuzzReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_FORMATS_H_
