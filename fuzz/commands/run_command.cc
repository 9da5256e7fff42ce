#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "conformance/report/shared/date.h"
#include "conformance/report/text.h"
#include "core/testing/interrupt.h"
#include "core/testing/printable.h"
#include "fuzz/commands/commands.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"
#include "fuzz/commands/progress.h"
#include "fuzz/commands/replay_files.h"
#include "fuzz/commands/surroundings.h"
#include "fuzz/driver/folder_lock.h"
#include "fuzz/driver/fuzz_run.h"
#include "fuzz/results/report_files.h"
#include "fuzz/results/summary.h"

namespace asmtp::fuzz {
namespace {

struct RunOptions {
  Surroundings surroundings;
  unsigned seconds = 60;
  std::vector<std::string> targets;
  unsigned jobs = std::max(std::thread::hardware_concurrency(), 1U);
  uint64_t seed = 0;
  unsigned timeout = 10;
  unsigned rss_limit = 2048;
  unsigned minimise = 20;
  bool quiet = false;
  std::vector<std::string> rest;  // files, and arguments of libFuzzer
};

std::string CommandText(const RunOptions& options) {
  std::string text =
      fmt::format("{} --seconds {} --jobs {} --seed {}", options.surroundings.program,
                  options.seconds, options.jobs, options.seed);
  for (const std::string& glob : options.targets) {
    text += " --targets " + conformance::ShellQuote(glob);
  }
  return text;
}

CampaignOptions CampaignOptionsOf(const RunOptions& options) {
  std::vector<std::string> arguments;
  std::ranges::copy_if(options.rest, std::back_inserter(arguments),
                       [](const std::string& word) { return word.starts_with('-'); });
  return {.root = options.surroundings.root,
          .binaries = options.surroundings.binaries,
          .out = options.surroundings.out,
          .seed = options.seed,
          .timeout_seconds = options.timeout,
          .rss_limit_mb = options.rss_limit,
          .minimise = {.time = std::chrono::seconds(options.minimise)},
          .program = options.surroundings.program,
          .fuzzer_arguments = arguments};
}

int StatusOf(const FuzzReport& report, bool reports_written) {
  if (report.HasFindings()) return kExitBug;
  if (report.HasProblems() || !reports_written) return kExitInfrastructure;
  return report.interrupted ? InterruptedStatus() : kExitOk;
}

int FuzzTargets(RunOptions options, const std::vector<Target>& targets) {
  const FolderLock lock(options.surroundings.out);
  if (!lock.problem().empty()) return Fail(kExitInfrastructure, lock.problem());
  while (options.seed == 0) options.seed = std::random_device()() % 1'000'000'000;
  const FuzzRunOptions run{.campaign = CampaignOptionsOf(options),
                           .targets = targets,
                           .not_built = options.surroundings.not_built,
                           .seconds = options.seconds,
                           .jobs = options.jobs};
  Say(stderr, "asmtp-fuzz: {} for {} s in total, {} in parallel; seed {}\n",
      targets.size() == 1 ? targets.front().name : fmt::format("{} targets", targets.size()),
      options.seconds, options.jobs, options.seed);
  FuzzReport report = RunFuzz(run, ProgressOf(options.quiet));
  report.command_line = CommandText(options);
  report.date = conformance::DateNow();
  const std::vector<std::string> unwritten = WriteReportFiles(report, options.surroundings.out);
  Say("{}", SummaryText(report, options.surroundings.root));
  for (const std::string& why : unwritten) (void)Fail(kExitInfrastructure, why);
  if (unwritten.empty()) Say("report: {}/report.html\n", options.surroundings.out);
  return StatusOf(report, unwritten.empty());
}

// Every word that is not an argument of libFuzzer is a file to replay.
std::vector<std::string> FilesOf(const RunOptions& options) {
  std::vector<std::string> files;
  std::ranges::copy_if(options.rest, std::back_inserter(files),
                       [](const std::string& word) { return !word.starts_with('-'); });
  return files;
}

int Run(const RunOptions& options) {
  const auto targets = options.surroundings.Select(options.targets);
  if (!targets) return Fail(targets.error().status, targets.error().text);
  const std::vector<std::string> files = FilesOf(options);
  if (!files.empty() && targets->size() != 1) {
    return Fail(kExitUsage, "no target for '" + files.front() + "'; name it with --target NAME");
  }
  if (IsPlanOnly()) {
    PrintPlan("fuzz", *targets);
    return kExitOk;
  }
  if (options.surroundings.binaries.empty()) {
    return Fail(kExitUsage,
                "no built targets; run ./asmtp fuzz, which builds them, or pass --binaries FOLDER");
  }
  CatchSignals();
  if (files.empty()) return FuzzTargets(options, *targets);
  const auto& not_built = options.surroundings.not_built;
  if (!not_built.empty()) {
    return Fail(kExitInfrastructure, targets->front().name + " could not be built");
  }
  return RunFiles(
      {.binary = std::filesystem::path(options.surroundings.binaries) / targets->front().name,
       .temporary = std::filesystem::temp_directory_path(),
       .timeout_seconds = options.timeout,
       .rss_limit_mb = options.rss_limit},
      files);
}

}  // namespace

cli::Command RunCommand() {
  auto options = std::make_shared<RunOptions>();
  cli::Command command{
      .name = "run",
      .about = "fuzz the targets, or replay files in one target; the default command"};
  AddSurroundingsOptions(command, options->surroundings);
  command.Add({"--seconds", &options->seconds,
               "total seconds of fuzzing, shared by all targets (60)",
               cli::InRange(1U, 1'000'000U)});
  command.Add(
      {.name = "--targets,--target",
       .target = &options->targets,
       .help =
           "select targets by name or glob, as in 'asmtp_msg_*'; default: all of fuzz/targets.txt",
       .one_word = true});
  command.Add(
      {"--jobs", &options->jobs, "parallel processes (all processors)", cli::InRange(1U, 1024U)});
  command.Add({"--seed", &options->seed, "seed of the fuzzer (random)"});
  command.Add({"--timeout", &options->timeout, "time limit of an input, in seconds (10)",
               cli::InRange(1U, 3600U)});
  command.Add({"--rss-limit", &options->rss_limit, "memory limit of a target, in MiB (2048)",
               cli::InRange(1U, 1'000'000U)});
  command.Add({"--minimise", &options->minimise, "seconds to minimise the input of each cause (20)",
               cli::InRange(1U, 3600U)});
  command.Add({"--quiet", &options->quiet, "do not print progress"});
  command.Add({"rest", &options->rest, "files to replay; after --, arguments of libFuzzer"});
  command.run = [options] { return Run(*options); };
  return command;
}

}  // namespace asmtp::fuzz
