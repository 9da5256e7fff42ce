// Table: the results of the trials per bug and per arm, as text for a console, Markdown and CSV.
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

// One row per bug, then one per target without a bug.
TextTable BugTable(const TrialsReport& report, const Arm& arm);
// One row per arm, over all bugs.
TextTable ArmTable(const TrialsReport& report);

// Returns the table with aligned columns.
std::string TextOf(const TextTable& table);
std::string MarkdownOf(const TextTable& table);

// Returns both tables, with the command that produced them.
std::string TrialsMarkdown(const TrialsReport& report);

// One line per trial in the format of RFC 4180:
// bug,target,arm,seed,outcome,cpu_s,execs,reached_ms,triggered_ms,signature,by_corpus
std::string TrialsCsv(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_TABLE_H_
