#include "fuzz/driver/fuzz_run.h"

#include <algorithm>

#include "core/testing/interrupt.h"
#include "fuzz/driver/lanes.h"

namespace asmtp::fuzz {
namespace {

// Reports a target whose build failed, without running it.
bool IsBuilt(const FuzzRunOptions& options, const Target& target) {
  return std::ranges::find(options.not_built, target.name) == options.not_built.end();
}

}  // namespace

TimePlan PlanTime(unsigned seconds, unsigned jobs, size_t targets) {
  const auto count = static_cast<unsigned>(std::max<size_t>(targets, 1));
  TimePlan plan;
  plan.lanes = std::clamp(jobs, 1U, count);
  plan.workers = std::max(jobs / count, 1U);
  const unsigned turns = (count + plan.lanes - 1) / plan.lanes;
  plan.time = std::chrono::milliseconds(uint64_t{seconds} * 1000 / turns);
  return plan;
}

FuzzReport RunFuzz(const FuzzRunOptions& options, const std::function<void(Campaigns)>& watch) {
  const auto start = Clock::now();
  std::vector<Target> built;
  std::ranges::copy_if(options.targets, std::back_inserter(built),
                       [&](const Target& target) { return IsBuilt(options, target); });
  const TimePlan plan = PlanTime(options.seconds, options.jobs, built.size());
  CampaignOptions campaign = options.campaign;
  campaign.time = plan.time;
  campaign.workers = plan.workers;
  std::vector<std::unique_ptr<Campaign>> campaigns;
  for (const Target& target : built) {
    campaigns.push_back(std::make_unique<Campaign>(target, campaign));
  }
  RunInLanes(
      campaigns.size(), plan.lanes, [&](size_t index) { campaigns[index]->Run(); },
      [&] { watch(campaigns); });
  watch(campaigns);

  FuzzReport report{.seed = campaign.seed, .jobs = options.jobs};
  for (const Target& target : options.targets) {
    const auto run = std::ranges::find(built, target);
    if (run == built.end()) {
      report.targets.push_back({.name = target.name, .problems = {"could not be built"}});
    } else {
      report.targets.push_back(campaigns[static_cast<size_t>(run - built.begin())]->State().report);
    }
  }
  report.interrupted = IsInterrupted();
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace asmtp::fuzz
