// FuzzRun: many campaigns side by side, and somebody who is told how it goes.
//
//   FuzzRunOptions options{.campaign = {...}, .targets = targets, .seconds = 600, .jobs = 2};
//   const FuzzReport report = RunFuzz(options, [](const auto& campaigns) { ... });
//
// The time is divided: with fewer targets than jobs, each has several workers; with more, they take
// turns, all for the same time.
#ifndef ASMTP_FUZZ_DRIVER_FUZZ_RUN_H_
#define ASMTP_FUZZ_DRIVER_FUZZ_RUN_H_

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fuzz/driver/campaign.h"

namespace asmtp::fuzz {

struct FuzzRunOptions {
  CampaignOptions campaign;  // its time and workers are set here
  std::vector<Target> targets;
  std::vector<std::string> not_built;  // names of targets whose build failed
  unsigned seconds = 60;               // for all, by the clock; of fuzzing only
  unsigned jobs = 1;
};

// How the time is divided.
struct TimePlan {
  unsigned workers = 1;               // of each target
  unsigned lanes = 1;                 // targets at a time
  std::chrono::milliseconds time{0};  // of each target
};
TimePlan PlanTime(unsigned seconds, unsigned jobs, size_t targets);

using Campaigns = std::span<const std::unique_ptr<Campaign>>;

// Calls `watch` twice a second, and once at the end.
FuzzReport RunFuzz(const FuzzRunOptions& options, const std::function<void(Campaigns)>& watch);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FUZZ_RUN_H_
