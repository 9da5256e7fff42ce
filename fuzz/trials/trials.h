// Trials: which are made, and all that came of them, as data.
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
  // Each target that has a bug is tried without one, with every seed for as long as the largest
  // budget of its bugs; else with the first seed for a tenth of it.
  bool whole_control = false;
};

// By seeds, so that a run that is ended early knows something about each bug.
std::vector<Trial> PlanTrials(const TrialsPlan& plan);

// Which bugs: "2/4" is the second of four parts, "today" the part of the day that began `day` days
// after 1970-01-01. Bugs go round the parts in their order.
std::expected<std::vector<PlantedBug>, std::string> SelectPart(const std::vector<PlantedBug>& bugs,
                                                               const std::string& part,
                                                               uint64_t day);

struct TrialsReport {
  std::string command_line;
  std::string date;
  double seconds = 0;  // by the clock
  TrialsPlan plan;
  unsigned jobs = 1;
  bool interrupted = false;
  std::vector<TrialResult> results;  // in the order in which they ended
};

// Runs `trials`, `jobs` at a time, and tells each result when it is known, one at a time.
void RunTrials(const TrialFolders& folders, const std::vector<Trial>& trials, unsigned jobs,
               const std::function<void(const TrialResult&)>& told);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_TRIALS_H_
