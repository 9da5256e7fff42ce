// Table: what the trials say of each bug and each arm, as rows of text, and these for a console,
// for Markdown and for other programs.
//
//   fmt::print("{}", TextOf(BugTable(report, AllArms().front())));
#ifndef ASMTP_FUZZ_TRIALS_TABLE_H_
#define ASMTP_FUZZ_TRIALS_TABLE_H_

#include <string>
#include <vector>

#include "fuzz/trials/summary.h"

namespace asmtp::fuzz {

struct TextTable {
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;
};

// A row for each bug, then one for each target without a bug.
TextTable BugTable(const TrialsReport& report, const Arm& arm);
// A row for each arm, over all bugs.
TextTable ArmTable(const TrialsReport& report);

// Columns of the same width.
std::string TextOf(const TextTable& table);
std::string MarkdownOf(const TextTable& table);

// Both tables, with the command that made them.
std::string TrialsMarkdown(const TrialsReport& report);

// A line for each trial, as RFC 4180 says:
// bug,target,arm,seed,outcome,cpu_s,execs,reached_ms,triggered_ms,signature,by_corpus
std::string TrialsCsv(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_TABLE_H_
