#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "conformance/report/shared/date.h"
#include "core/testing/interrupt.h"
#include "core/testing/printable.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"
#include "fuzz/commands/surroundings.h"
#include "fuzz/driver/glob.h"
#include "fuzz/trials/report_files.h"
#include "fuzz/trials/summary.h"
#include "fuzz/trials/table.h"
#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

struct TrialsOptions {
  Surroundings surroundings;
  std::string planted;
  std::vector<std::string> bugs;
  std::vector<std::string> arms = {kFullArm};
  std::string part;
  unsigned seeds = 3;
  uint64_t seed = 1;
  unsigned jobs = std::max(std::thread::hardware_concurrency(), 1U);
  bool clean = false;

  TrialsOptions() {
    surroundings.out = (fs::path(surroundings.root) / "out/trials").string();
    if (const char* file = std::getenv("ASMTP_FUZZ_PLANTED"); file != nullptr) planted = file;
  }
};

using Bugs = std::vector<PlantedBug>;

uint64_t Today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<uint64_t>(std::chrono::floor<std::chrono::days>(now).count());
}

cli::OrRefusal<Bugs> SelectBugs(const TrialsOptions& options) {
  auto bugs = LoadPlantedBugs(options.planted);
  if (!bugs) return std::unexpected(cli::Refusal{kExitInfrastructure, bugs.error()});
  for (const std::string& glob : options.bugs) {
    const auto fits = [&](const PlantedBug& bug) { return MatchesGlob(glob, bug.name); };
    if (std::ranges::any_of(*bugs, fits)) continue;
    return std::unexpected(cli::Refusal{
        kExitUsage, fmt::format("no planted bug matches '{}'; see fuzz/planted/bugs.bzl", glob)});
  }
  std::erase_if(*bugs, [&](const PlantedBug& bug) {
    return !options.bugs.empty() && std::ranges::none_of(options.bugs, [&](const auto& glob) {
      return MatchesGlob(glob, bug.name);
    });
  });
  if (options.part.empty()) return *std::move(bugs);
  auto part = SelectPart(*bugs, options.part, Today());
  if (!part) return std::unexpected(cli::Refusal{kExitUsage, part.error()});
  return *std::move(part);
}

// The targets of the bugs, without duplicates.
cli::OrRefusal<std::vector<Target>> TargetsOf(const TrialsOptions& options, const Bugs& bugs) {
  std::vector<std::string> names;
  for (const PlantedBug& bug : bugs) names.push_back(bug.target);
  return options.surroundings.Select(names);
}

std::string CommandText(const TrialsOptions& options) {
  std::string text = fmt::format("{} trials --seeds {} --seed {} --jobs {} --arms {}",
                                 options.surroundings.program, options.seeds, options.seed,
                                 options.jobs, fmt::join(options.arms, ","));
  for (const std::string& glob : options.bugs) text += fmt::format(" --bugs '{}'", glob);
  if (!options.part.empty()) text += " --part " + options.part;
  return text + (options.clean ? " --clean" : "");
}

std::string LineOf(const TrialResult& result, size_t number, size_t count) {
  const std::string& why = result.signature.empty() ? result.problem : result.signature;
  return fmt::format("{}/{} {}: {}{} after {:.2f} s, {} executions{}{}", number, count,
                     result.trial.Name(), result.OutcomeName(),
                     result.by_corpus ? " by the corpus" : "", result.cpu, result.executions,
                     why.empty() ? "" : ": ", why);
}

int StatusOf(const TrialsReport& report, const TrialsVerdict& verdict, bool is_written) {
  if (!verdict.failures.empty()) return kExitBug;
  return verdict.problems.empty() && is_written && !report.interrupted ? kExitOk
                                                                       : kExitInfrastructure;
}

int Report(const TrialsReport& report, const std::string& out) {
  const std::vector<std::string> unwritten = WriteTrialsFiles(report, out);
  const TrialsVerdict verdict = Judge(report);
  Say("{}\n{}\n", TextOf(BugTable(report, report.plan.arms.front())), TextOf(ArmTable(report)));
  for (const std::string& sentence : verdict.failures) Say("UNEXPECTED: {}\n", sentence);
  for (const std::string& sentence : verdict.problems) Say("problem: {}\n", sentence);
  for (const std::string& why : unwritten) (void)Fail(kExitInfrastructure, why);
  Say("{}\n", verdict.Text(report));
  if (unwritten.empty())
    Say("report: {}/trials.html (with trials.csv, table.md and survival.svg)\n", out);
  return StatusOf(report, verdict, unwritten.empty());
}

// A stale binary of an earlier build may still exist.
void PutAsideNotBuilt(const std::vector<std::string>& not_built, std::vector<Trial>& trials,
                      TrialsReport& report) {
  std::erase_if(trials, [&](const Trial& trial) {
    const std::string& name = trial.is_control ? trial.bug.target : trial.bug.name;
    if (std::ranges::find(not_built, name) == not_built.end()) return false;
    report.results.push_back({.trial = trial, .problem = "could not be built"});
    return true;
  });
}

int RunAll(const TrialsOptions& options, const Bugs& bugs, const std::vector<Target>& targets,
           const std::vector<Arm>& arms) {
  const TrialFolders folders{.binaries = options.surroundings.binaries,
                             .out = options.surroundings.out};
  std::error_code error;
  fs::remove_all(folders.out / "surprises", error);
  for (const Target& target : targets) {
    const std::string why = StageCorpus(folders, options.surroundings.root, target);
    if (!why.empty()) return Fail(kExitInfrastructure, why);
  }
  TrialsReport report{.command_line = CommandText(options),
                      .date = conformance::DateNow(),
                      .plan = {.bugs = bugs,
                               .arms = arms,
                               .first_seed = options.seed,
                               .seeds = options.seeds,
                               .whole_control = options.clean},
                      .jobs = options.jobs};
  std::vector<Trial> trials = PlanTrials(report.plan);
  PutAsideNotBuilt(options.surroundings.not_built, trials, report);
  const size_t count = report.results.size() + trials.size();
  const auto start = std::chrono::steady_clock::now();
  RunTrials(folders, trials, options.jobs, [&](const TrialResult& result) {
    report.results.push_back(result);
    Say(stderr, "asmtp-fuzz: {}\n", LineOf(result, report.results.size(), count));
  });
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  report.interrupted = IsInterrupted();
  fs::remove_all(folders.work(), error);
  return Report(report, options.surroundings.out);
}

int RunTrialsOf(const TrialsOptions& options) {
  const auto arms = SelectArms(options.arms);
  if (!arms) return Fail(kExitUsage, arms.error());
  const auto bugs = SelectBugs(options);
  if (!bugs) return Fail(bugs.error().status, bugs.error().text);
  const auto targets = TargetsOf(options, *bugs);
  if (!targets) return Fail(targets.error().status, targets.error().text);
  if (IsPlanOnly()) {
    PrintPlan("fuzz", *targets);
    for (const PlantedBug& bug : *bugs) Say("fuzz //fuzz/planted:{}\n", bug.name);
    return kExitOk;
  }
  if (options.surroundings.binaries.empty()) {
    return Fail(kExitUsage,
                "no built targets; run ./asmtp fuzz, which builds them, or pass --binaries FOLDER");
  }
  CatchSignals();
  return RunAll(options, *bugs, *targets, *arms);
}

}  // namespace

cli::Command TrialsCommand() {
  auto options = std::make_shared<TrialsOptions>();
  cli::Command command{
      .name = "trials",
      .about =
          "measure whether planted bugs are found, how soon, and by which part of the harness"};
  AddSurroundingsOptions(command, options->surroundings);
  command.Add({"--planted", &options->planted, "table of planted bugs (bugs.json)"});
  command.Add({.name = "--bugs",
               .target = &options->bugs,
               .help = "select bugs by name or glob, as in 'rekey-*'",
               .one_word = true});
  command.Add({"--part", &options->part,
               "run only a part of the bugs: N/M, as in 2/4, or 'today', which rotates daily"});
  command.Add(
      {.name = "--arms",
       .target = &options->arms,
       .help = "arms to run: full, no-mutator, no-crossover, no-seeds, no-state-counters (full)",
       .one_word = true,
       .comma = true});
  command.Add({"--seeds", &options->seeds, "number of trials of each bug in each arm (3)",
               cli::InRange(1U, 1000U)});
  command.Add({"--seed", &options->seed, "first seed (1)"});
  command.Add(
      {"--jobs", &options->jobs, "parallel trials (all processors)", cli::InRange(1U, 1024U)});
  command.Add(
      {"--clean", &options->clean,
       "run the targets without a bug for the full time with every seed; default: once, for "
       "a tenth of the time"});
  command.run = [options] { return RunTrialsOf(*options); };
  return command;
}

}  // namespace asmtp::fuzz
