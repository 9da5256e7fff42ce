#include "fuzz/trials/trials.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>

#include "fuzz/driver/lanes.h"

namespace asmtp::fuzz {
namespace {

// A few minutes on two processors with three seeds.
constexpr size_t kBugsOfADay = 4;
// A bug that may take longer is not for every day.
constexpr unsigned kBudgetOfADay = 300;

struct Part {
  size_t number = 0;  // from 0
  size_t count = 0;
};

// Parses "2/4".
std::expected<Part, std::string> ParsePart(const std::string& text) {
  Part part;
  const char* end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, part.number);
  const bool has_slash = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
  const auto count = has_slash ? std::from_chars(number.ptr + 1, end, part.count) : number;
  if (!has_slash || count.ec != std::errc() || count.ptr != end || part.number == 0 ||
      part.number > part.count) {
    return std::unexpected(
        fmt::format("--part: expected 'today' or N/M, as in 2/4, found '{}'", text));
  }
  --part.number;
  return part;
}

// Returns for each target the largest budget of its bugs.
std::map<std::string, unsigned> LargestBudgets(const std::vector<PlantedBug>& bugs) {
  std::map<std::string, unsigned> budgets;
  for (const PlantedBug& bug : bugs) {
    budgets[bug.target] = std::max(budgets[bug.target], bug.budget);
  }
  return budgets;
}

}  // namespace

std::vector<Trial> PlanTrials(const TrialsPlan& plan) {
  std::vector<Trial> trials;
  for (uint64_t seed = plan.first_seed; seed < plan.first_seed + plan.seeds; ++seed) {
    for (const Arm& arm : plan.arms) {
      for (const PlantedBug& bug : plan.bugs) trials.push_back({bug, arm, seed});
    }
    if (!plan.whole_control && seed != plan.first_seed) continue;
    for (const auto& [target, budget] : LargestBudgets(plan.bugs)) {
      const unsigned share = plan.whole_control ? budget : std::max(budget / 10, 1U);
      trials.push_back(ControlTrial(target, share, AllArms().front(), seed));
    }
  }
  return trials;
}

std::expected<std::vector<PlantedBug>, std::string> SelectPart(std::vector<PlantedBug> bugs,
                                                               const std::string& text,
                                                               uint64_t day) {
  if (text == "today") {
    std::erase_if(bugs, [](const PlantedBug& bug) { return bug.budget > kBudgetOfADay; });
  }
  Part part{.count = std::max<size_t>((bugs.size() + kBugsOfADay - 1) / kBugsOfADay, 1)};
  part.number = day % part.count;
  if (text != "today") {
    const auto parsed = ParsePart(text);
    if (!parsed) return std::unexpected(parsed.error());
    part = *parsed;
  }
  std::vector<PlantedBug> chosen;
  for (size_t i = part.number; i < bugs.size(); i += part.count) chosen.push_back(bugs[i]);
  return chosen;
}

void RunTrials(const TrialFolders& folders, const std::vector<Trial>& trials, unsigned jobs,
               const std::function<void(const TrialResult&)>& told) {
  std::mutex mutex;
  const auto run = [&](size_t index) {
    const auto result = RunTrial(folders, trials[index]);
    const std::lock_guard lock(mutex);
    if (result) told(*result);
  };
  RunInLanes(trials.size(), jobs, run, [] {});
}

}  // namespace asmtp::fuzz
