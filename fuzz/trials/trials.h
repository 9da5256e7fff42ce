// Trials: the plan of the trials and their results, as data.
//
//   TrialsReport report{.bugs = bugs, .arms = arms};
//   for (const Trial& trial : PlanTrials(plan)) ... report.results.push_back(*RunTrial(...))
#ifndef ASMTP_FUZZ_TRIALS_TRIALS_H_
#define ASMTP_FUZZ_TRIALS_TRIALS_H_

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "fuzz/trials/trial.h"

namespace asmtp::fuzz {

struct TrialsPlan {
  std::vector<PlantedBug> bugs;
  std::vector<Arm> arms;
  uint64_t first_seed = 1;
  unsigned seeds = 3;
  // If true, the control trials run with every seed for the largest budget of the target's bugs;
  // else with the first seed for a tenth of it.
  bool whole_control = false;
};

// In the order of seeds, so that an interrupted run has a result for each bug.
std::vector<Trial> PlanTrials(const TrialsPlan& plan);

// Returns a part of the bugs: "2/4" is the second of four parts, "today" the part of day number
// `day` since 1970-01-01, without the bugs whose budget exceeds five minutes. Parts take bugs
// round-robin.
std::expected<std::vector<PlantedBug>, std::string> SelectPart(std::vector<PlantedBug> bugs,
                                                               const std::string& part,
                                                               uint64_t day);

struct TrialsReport {
  std::string command_line;
  std::string date;
  double seconds = 0;  // wall time
  TrialsPlan plan;
  unsigned jobs = 1;
  bool interrupted = false;
  std::vector<TrialResult> results;  // in order of completion
};

// Runs `trials`, `jobs` in parallel, and reports each result on completion, one at a time.
void RunTrials(const TrialFolders& folders, const std::vector<Trial>& trials, unsigned jobs,
               const std::function<void(const TrialResult&)>& told);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_TRIALS_H_
