// Summary: a report for the console: a line for each target, then what was found and what went
// wrong.
#ifndef ASMTP_FUZZ_RESULTS_SUMMARY_H_
#define ASMTP_FUZZ_RESULTS_SUMMARY_H_

#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// Paths below `root` are shown as they are in the tree.
std::string SummaryText(const FuzzReport& report, const std::string& root);

// "2 causes of failure, 1 problem; 17 targets, 1,234,567 executions in 60.2 s"
std::string Verdict(const FuzzReport& report);

// What is to know of a finding, line by line.
std::string FindingText(const Finding& finding);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_SUMMARY_H_
