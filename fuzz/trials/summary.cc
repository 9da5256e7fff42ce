#include "fuzz/trials/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace asmtp::fuzz {
namespace {

Lifetime TimeOf(const TrialResult& result) {
  return {result.cpu, result.outcome == Outcome::kFound};
}

void Take(const TrialResult& result, BugSummary& summary) {
  const bool found = result.outcome == Outcome::kFound;
  ++summary.trials;
  summary.found += found ? 1 : 0;
  summary.by_corpus += found && result.by_corpus ? 1 : 0;
  summary.surprises += result.outcome == Outcome::kSurprise ? 1 : 0;
  if (!found) ++summary.gaps[result.WhatWasMissing()];
  summary.times.push_back(TimeOf(result));
  summary.executions.push_back({static_cast<double>(result.executions), found});
}

BugSummary Summarise(const TrialsReport& report, const Arm& arm, const PlantedBug& bug,
                     bool is_control) {
  BugSummary summary{.bug = bug, .is_control = is_control};
  for (const TrialResult& result : report.results) {
    const Trial& trial = result.trial;
    if (result.outcome == Outcome::kProblem || trial.is_control != is_control ||
        trial.bug.name != bug.name || trial.bug.target != bug.target ||
        trial.arm.name != arm.name) {
      continue;
    }
    Take(result, summary);
  }
  return summary;
}

std::string SentenceOf(const TrialResult& result) {
  const Trial& trial = result.trial;
  const std::string name =
      fmt::format("{}, seed {}{}", trial.is_control ? trial.bug.target : trial.bug.name, trial.seed,
                  trial.arm.IsFull() ? "" : ", " + trial.arm.name);
  switch (result.outcome) {
    case Outcome::kFound:
      return "";
    case Outcome::kSurprise:
      return fmt::format("{}: {} after {:.1f} s: {}{}", name,
                         trial.is_control ? "fails without a bug" : "another failure", result.cpu,
                         result.signature, result.input.empty() ? "" : ", " + result.input);
    case Outcome::kCensored:
      if (trial.is_control || !trial.arm.IsFull()) return "";
      return fmt::format("{}: missed in {} s, {} executions: {}", name, trial.bug.budget,
                         result.executions, Name(result.WhatWasMissing()));
    case Outcome::kProblem:
      return fmt::format("{}: {}", name, result.problem);
  }
  return "";
}

}  // namespace

std::string BugSummary::GapsText() const {
  if (is_control) return surprises == 0 ? "survived" : "failed";
  if (gaps.empty()) return "detected";
  std::string text;
  for (const auto& [gap, count] : gaps) {
    text += fmt::format("{}{} of {} {}", text.empty() ? "" : "; ", count, trials, Name(gap));
  }
  return text;
}

std::vector<BugSummary> SummariseBugs(const TrialsReport& report, const Arm& arm) {
  std::vector<BugSummary> summaries;
  const auto add = [&](const PlantedBug& bug, bool is_control) {
    BugSummary summary = Summarise(report, arm, bug, is_control);
    if (summary.trials != 0) summaries.push_back(std::move(summary));
  };
  for (const PlantedBug& bug : report.plan.bugs) add(bug, false);
  std::map<std::string, PlantedBug> controls;
  for (const TrialResult& result : report.results) {
    if (result.trial.is_control) controls[result.trial.bug.target] = result.trial.bug;
  }
  for (const auto& [target, bug] : controls) add(bug, true);
  return summaries;
}

std::vector<ArmSummary> SummariseArms(const TrialsReport& report) {
  std::vector<ArmSummary> summaries;
  const Arm& full = AllArms().front();
  for (const Arm& arm : report.plan.arms) {
    ArmSummary summary{.arm = arm};
    for (const PlantedBug& bug : report.plan.bugs) {
      const BugSummary of_bug = Summarise(report, arm, bug, false);
      summary.trials += of_bug.trials;
      summary.found += of_bug.found;
      summary.times.insert(summary.times.end(), of_bug.times.begin(), of_bug.times.end());
      if (arm.IsFull()) continue;
      summary.full_is_sooner +=
          CompareTimes(Summarise(report, full, bug, false).times, of_bug.times);
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

TrialsVerdict Judge(const TrialsReport& report) {
  TrialsVerdict verdict;
  for (const TrialResult& result : report.results) {
    std::string sentence = SentenceOf(result);
    if (sentence.empty()) continue;
    auto& list = result.outcome == Outcome::kProblem ? verdict.problems : verdict.failures;
    list.push_back(std::move(sentence));
  }
  std::ranges::sort(verdict.failures);
  return verdict;
}

std::string TrialsVerdict::Text(const TrialsReport& report) const {
  unsigned trials = 0;
  unsigned found = 0;
  for (const ArmSummary& arm : SummariseArms(report)) {
    if (!arm.arm.IsFull()) continue;
    trials += arm.trials;
    found += arm.found;
  }
  return fmt::format(
      "{} of {} trials found their bug; {} planted bugs, {} unexpected results, {} problems{}",
      found, trials, report.plan.bugs.size(), failures.size(), problems.size(),
      report.interrupted ? "; interrupted" : "");
}

}  // namespace asmtp::fuzz
