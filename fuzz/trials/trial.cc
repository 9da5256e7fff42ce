#include "fuzz/trials/trial.h"

#include <fmt/format.h>

#include "core/testing/interrupt.h"
#include "core/testing/output_file.h"
#include "fuzz/driver/corpus.h"
#include "fuzz/driver/finding_files.h"
#include "fuzz/driver/fuzz_worker.h"
#include "fuzz/driver/stage.h"
#include "fuzz/planted/mark.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

// A folder that exists as long as this object.
class Workplace {
 public:
  explicit Workplace(fs::path folder) : folder_(std::move(folder)) { Remove(); }
  ~Workplace() { Remove(); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  fs::path corpus() const { return folder_ / "corpus"; }
  fs::path artifacts() const { return folder_ / "artifacts"; }
  std::string Make() const {
    const std::string why = MakeFolder(corpus());
    return why.empty() ? MakeFolder(artifacts()) : why;
  }

 private:
  void Remove() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }

  fs::path folder_;
};

// Wall time: on a shared machine, processor time takes longer.
std::chrono::seconds Patience(unsigned budget) { return std::chrono::seconds(60 + 20 * budget); }

TargetSetup SetupOf(const TrialFolders& folders, const Trial& trial, const Workplace& place) {
  const fs::path name =
      trial.is_control ? fs::path(trial.bug.target) : fs::path("planted") / trial.bug.name;
  return {.binary = folders.binaries / name,
          .temporary = place.artifacts(),
          .timeout_seconds = 25,
          .variables = {"ASMTP_FUZZ_WITHOUT=" + trial.arm.without}};
}

WorkerPlan PlanOf(const TrialFolders& folders, const Trial& trial, const Workplace& place) {
  WorkerPlan plan{.folders = {place.corpus()},
                  .artifacts = place.artifacts(),
                  .seed = trial.seed,
                  .crashes_max = 1,
                  .cpu_max = std::chrono::seconds(trial.bug.budget)};
  if (trial.arm.seeds) plan.folders.push_back(folders.seeds(trial.bug.target));
  return plan;
}

std::optional<uint64_t> After(const FigureCounts& figures, std::string_view name) {
  const auto found = figures.find(std::string(name));
  if (found == figures.end()) return std::nullopt;
  return found->second - 1;
}

void TakeCrash(const TrialFolders& folders, const FoundCrash& found, TrialResult& result) {
  result.signature = found.crash.Signature();
  if (!result.trial.is_control && result.trial.bug.IsFoundBy(result.signature)) {
    result.outcome = Outcome::kFound;
    return;
  }
  result.outcome = Outcome::kSurprise;
  Finding finding{.target = result.trial.bug.target, .crash = found.crash, .bytes = found.bytes};
  const std::string why = KeepFinding(folders.out / "surprises" / result.trial.Name(), finding);
  result.input = why.empty() ? finding.input : "";
}

TrialResult Judge(const TrialFolders& folders, const Trial& trial, const FuzzWorker& worker,
                  const WorkerNews& news) {
  TrialResult result{.trial = trial,
                     .cpu = news.cpu.count(),
                     .executions = news.status.executions,
                     .reached_ms = After(news.figures, kReachedAfterFigure),
                     .triggered_ms = After(news.figures, kTriggeredAfterFigure)};
  if (!worker.crashes().empty()) {
    result.by_corpus = !news.has_mutated;
    TakeCrash(folders, worker.crashes().front(), result);
  } else if (!worker.problem().empty()) {
    result.problem = worker.problem();
  } else if (result.cpu < trial.bug.budget) {
    result.problem = fmt::format("it got only {:.1f} s of processor time in {} s, expected {} s",
                                 result.cpu, Patience(trial.bug.budget).count(), trial.bug.budget);
  } else {
    result.outcome = Outcome::kCensored;
  }
  return result;
}

}  // namespace

std::string Trial::Name() const {
  return fmt::format("{}.{}.{}", is_control ? bug.target : bug.name, arm.name, seed);
}

Trial ControlTrial(const std::string& target, unsigned budget, const Arm& arm, uint64_t seed) {
  return {.bug = {.name = "clean", .target = target, .budget = budget},
          .arm = arm,
          .seed = seed,
          .is_control = true};
}

std::string_view Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFound:
      return "found";
    case Outcome::kSurprise:
      return "surprise";
    case Outcome::kCensored:
      return "censored";
    case Outcome::kProblem:
      return "problem";
  }
  return "unknown";
}

std::string_view Name(Gap gap) {
  switch (gap) {
    case Gap::kNone:
      return "detected";
    case Gap::kMutator:
      return "not reached: mutator gap";
    case Gap::kData:
      return "not triggered: data gap";
    case Gap::kOracle:
      return "not detected: oracle gap";
  }
  return "unknown";
}

Gap TrialResult::WhatWasMissing() const {
  if (outcome == Outcome::kFound) return Gap::kNone;
  if (triggered_ms) return Gap::kOracle;
  return reached_ms ? Gap::kData : Gap::kMutator;
}

std::string_view TrialResult::OutcomeName() const {
  const bool survived = trial.is_control && outcome == Outcome::kCensored;
  return survived ? "survived" : Name(outcome);
}

std::string StageCorpus(const TrialFolders& folders, const fs::path& root, const Target& target) {
  const Inputs inputs = Corpus(root, target).All();
  return inputs.problems.empty() ? Stage(inputs.files, folders.seeds(target.name))
                                 : inputs.problems.front();
}

std::optional<TrialResult> RunTrial(const TrialFolders& folders, const Trial& trial) {
  const Workplace place(folders.work() / trial.Name());
  if (std::string why = place.Make(); !why.empty()) {
    return TrialResult{.trial = trial, .problem = std::move(why)};
  }
  const TargetSetup setup = SetupOf(folders, trial, place);
  FuzzWorker worker(setup, PlanOf(folders, trial, place));
  WorkerNews news;
  worker.Run(Clock::now() + Patience(trial.bug.budget),
             [&](const WorkerNews& more) { news = more; });
  if (IsInterrupted() && worker.crashes().empty()) return std::nullopt;
  return Judge(folders, trial, worker, news);
}

}  // namespace asmtp::fuzz
