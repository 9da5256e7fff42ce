// Summary: what the trials say of each bug, of each arm, and in all.
//
//   for (const BugSummary& bug : SummariseBugs(report, AllArms().front())) ...
//   const TrialsVerdict verdict = Judge(report);
#ifndef ASMTP_FUZZ_TRIALS_SUMMARY_H_
#define ASMTP_FUZZ_TRIALS_SUMMARY_H_

#include <map>
#include <string>
#include <vector>

#include "fuzz/trials/statistics.h"
#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {

// One bug, or a target without one, in one arm.
struct BugSummary {
  PlantedBug bug;
  bool is_control = false;
  unsigned trials = 0;
  unsigned found = 0;
  unsigned by_corpus = 0;  // of those
  unsigned surprises = 0;
  std::map<Gap, unsigned> gaps;  // of those that did not find it
  Lifetimes times;               // seconds of processor time
  Lifetimes executions;

  // "detected", or "1 of 3 not reached: mutator gap"
  std::string GapsText() const;
};
// In the order of the plan, then the targets without a bug; nothing of what was not tried.
std::vector<BugSummary> SummariseBugs(const TrialsReport& report, const Arm& arm);

struct ArmSummary {
  Arm arm;
  unsigned trials = 0;
  unsigned found = 0;
  Lifetimes times;
  // How probably `full` is sooner, bug by bug; without pairs for `full` itself.
  RankSum full_is_sooner;
};
// In the order of the plan.
std::vector<ArmSummary> SummariseArms(const TrialsReport& report);

struct TrialsVerdict {
  std::vector<std::string> failures;  // sentences: a bug that was missed, a surprise
  std::vector<std::string> problems;  // what could not be tried

  std::string Text(const TrialsReport& report) const;
};
// Every trial of `full` has to find its bug, and nothing may fail in another way.
TrialsVerdict Judge(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_SUMMARY_H_
