// Summary: the results of the trials per bug, per arm and in total.
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

// The results of one bug, or of a target without a bug, in one arm.
struct BugSummary {
  PlantedBug bug;
  bool is_control = false;
  unsigned trials = 0;
  unsigned found = 0;
  unsigned by_corpus = 0;  // of the found
  unsigned surprises = 0;
  std::map<Gap, unsigned> gaps;  // of the trials that did not find it
  Lifetimes times;               // in seconds of processor time
  Lifetimes executions;

  // "detected", or "1 of 3 not reached: mutator gap"
  std::string GapsText() const;
};
// In the order of the plan, then the targets without a bug. Omits bugs without a trial.
std::vector<BugSummary> SummariseBugs(const TrialsReport& report, const Arm& arm);

struct ArmSummary {
  Arm arm;
  unsigned trials = 0;
  unsigned found = 0;
  Lifetimes times;
  // Compares the times of `full` with this arm, stratified by bug. Has no pairs for `full` itself.
  RankSum full_is_sooner;
};
// In the order of the plan.
std::vector<ArmSummary> SummariseArms(const TrialsReport& report);

struct TrialsVerdict {
  std::vector<std::string> failures;  // a sentence for each missed bug and each surprise
  std::vector<std::string> problems;  // a sentence for each trial that could not run

  std::string Text(const TrialsReport& report) const;
};
// Every trial of `full` must find its bug, and no trial may fail in another way.
TrialsVerdict Judge(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_SUMMARY_H_
