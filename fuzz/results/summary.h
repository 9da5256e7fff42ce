// Summary: the report on the console: one line per target, then findings and problems.
#ifndef ASMTP_FUZZ_RESULTS_SUMMARY_H_
#define ASMTP_FUZZ_RESULTS_SUMMARY_H_

#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// Shows paths under `root` relative to it.
std::string SummaryText(const FuzzReport& report, const std::string& root);

// "2 causes of failure, 1 problem; 17 targets, 1,234,567 executions in 60.2 s"
std::string Verdict(const FuzzReport& report);

// Describes a finding in several lines.
std::string FindingText(const Finding& finding);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_SUMMARY_H_
