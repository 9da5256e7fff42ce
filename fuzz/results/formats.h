// Formats: a report for programs.
#ifndef ASMTP_FUZZ_RESULTS_FORMATS_H_
#define ASMTP_FUZZ_RESULTS_FORMATS_H_

#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// JUnit XML: a suite for each target, in it a test for the replay, one for the fuzzing, and one for
// each cause of failure. What could not be done is an error.
std::string FuzzJunit(const FuzzReport& report);

// SARIF 2.1.0: laws and kinds of failure as rules, findings at the first place in our sources.
std::string FuzzSarif(const FuzzReport& report);

// All of it, as JSON.
std::string FuzzJson(const FuzzReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_FORMATS_H_
