// FuzzRun: parallel campaigns, with a callback for progress.
//
//   FuzzRunOptions options{.campaign = {...}, .targets = targets, .seconds = 600, .jobs = 2};
//   const FuzzReport report = RunFuzz(options, [](const auto& campaigns) { ... });
//
// All targets get the same time. With fewer targets than jobs, a target has several workers; with
// more, the targets take turns.
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
  CampaignOptions campaign;  // its time and workers are overwritten
  std::vector<Target> targets;
  std::vector<std::string> not_built;  // names of targets whose build failed
  unsigned seconds = 60;               // of fuzzing, wall time for all targets
  unsigned jobs = 1;
};

// The division of the time.
struct TimePlan {
  unsigned workers = 1;               // per target
  unsigned lanes = 1;                 // parallel targets
  std::chrono::milliseconds time{0};  // per target
};
TimePlan PlanTime(unsigned seconds, unsigned jobs, size_t targets);

using Campaigns = std::span<const std::unique_ptr<Campaign>>;

// Calls `watch` twice a second, and once at the end.
FuzzReport RunFuzz(const FuzzRunOptions& options, const std::function<void(Campaigns)>& watch);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FUZZ_RUN_H_
