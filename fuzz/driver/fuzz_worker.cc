#include "fuzz/driver/fuzz_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/testing/interrupt.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/inputs.h"
#include "fuzz/driver/plain_names.h"

namespace asmtp::fuzz {
namespace {

constexpr std::chrono::milliseconds kLook{200};
constexpr const char* kArtifacts = "artifacts";

// The name of a folder of inputs in the working folder of the target.
std::string FolderName(size_t index) { return fmt::format("inputs{}", index); }

void Add(const FigureCounts& more, FigureCounts& counts) {
  for (const auto& [name, count] : more) counts[name] += count;
}

}  // namespace

FuzzWorker::FuzzWorker(const TargetSetup& setup, WorkerPlan plan)
    : setup_(setup), plan_(std::move(plan)) {}

void FuzzWorker::Run(Deadline deadline, const Watch& watch) {
  while (Clock::now() < deadline && !IsSpent() && !IsInterrupted() && problem_.empty() &&
         crashes_.size() < plan_.crashes_max) {
    if (!RunOnce(deadline, watch)) return;
  }
}

std::vector<std::string> FuzzWorker::Arguments(Deadline deadline) {
  const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - Clock::now());
  std::vector<std::string> arguments = setup_.Limits();
  arguments.push_back(fmt::format("-max_total_time={}", std::max<int64_t>(left.count(), 1)));
  arguments.push_back(fmt::format("-artifact_prefix={}/", kArtifacts));
  arguments.push_back(fmt::format("-seed={}", (plan_.seed + starts_) % 0xffff'fffe + 1));
  arguments.emplace_back("-print_final_stats=1");
  arguments.emplace_back("-reload=1");
  std::ranges::copy(plan_.arguments, std::back_inserter(arguments));
  for (size_t i = 0; i < plan_.folders.size(); ++i) arguments.push_back(FolderName(i));
  ++starts_;
  return arguments;
}

bool FuzzWorker::RunOnce(Deadline deadline, const Watch& watch) {
  found_ = {};
  has_begun_ = false;
  PlainNames names(setup_);
  names.Give(kArtifacts, plan_.artifacts);
  for (size_t i = 0; i < plan_.folders.size(); ++i) names.Give(FolderName(i), plan_.folders[i]);
  if (!names.problem().empty()) {
    problem_ = names.problem();
    return false;
  }
  auto process = TargetProcess::Start(names.setup(), Arguments(deadline));
  if (!process) {
    problem_ = process.error();
    return false;
  }
  // One input may still be running at the deadline.
  const Deadline patience = deadline + std::chrono::seconds(setup_.timeout_seconds) + setup_.grace;
  while (!IsInterrupted() && !IsSpent() && Clock::now() < patience) {
    const auto line = (*process)->NextLine(std::min(patience, Clock::now() + kLook));
    if (line) Take(*line);
    TakeFigures(**process);
    watch(news_);
    if (!line && (*process)->has_ended()) break;
  }
  const RunEnd end = (*process)->Finish(Clock::now());
  for (const std::string& line : end.last_lines) Take(line);
  TakeFigures(**process);
  cpu_before_ = news_.cpu;
  figures_before_ = news_.figures;
  executions_before_ = news_.status.executions;
  watch(news_);
  return Judge(end);
}

void FuzzWorker::TakeFigures(const TargetProcess& process) {
  news_.cpu = cpu_before_ + process.CpuTime();
  news_.figures = figures_before_;
  Add(process.Figures(), news_.figures);
}

void FuzzWorker::Take(const std::string& line) {
  if (const auto status = ReadStatus(line)) {
    const uint64_t executions = executions_before_ + status->executions;
    has_begun_ = true;
    news_.has_mutated = news_.has_mutated || line.find("INITED") != std::string::npos;
    news_.status = {.executions = std::max(news_.status.executions, executions),
                    .coverage = std::max(news_.status.coverage, status->coverage),
                    .features = std::max(news_.status.features, status->features),
                    .inputs = std::max(news_.status.inputs, status->inputs),
                    .rss_mb = std::max(news_.status.rss_mb, status->rss_mb)};
  } else if (const auto units = ReadFinalStat(line, "number_of_executed_units")) {
    news_.status.executions = std::max(news_.status.executions, executions_before_ + *units);
  } else if (const auto peak = ReadFinalStat(line, "peak_rss_mb")) {
    news_.status.rss_mb = std::max(news_.status.rss_mb, *peak);
  } else if (const auto artifact = ReadArtifact(line)) {
    // A slow unit is not a failure.
    if (artifact->find("slow-unit-") == std::string::npos) {
      found_.artifact = plan_.artifacts / std::filesystem::path(*artifact).filename();
    }
  } else if (const auto bytes = ReadBase64(line)) {
    found_.bytes = *bytes;
  }
}

bool FuzzWorker::Judge(const RunEnd& end) {
  const bool failed = end.was_stopped || end.status.code != 0 || end.status.signal != 0;
  // The process may have crashed just before it was stopped.
  auto crash = end.crash;
  if (!crash && !found_.artifact.empty()) crash = ReadCrash(end.last_lines);
  if (crash) {
    found_.crash = *std::move(crash);
    if (auto bytes = ReadFile(found_.artifact, kInputMax)) {
      found_.bytes = *std::move(bytes);
    } else {
      found_.artifact.clear();
    }
    crashes_.push_back(std::move(found_));
    return true;
  }
  if (!failed || IsSpent() || IsInterrupted()) return false;
  if (end.was_stopped) {
    problem_ = "it ignored its deadline and was killed";
  } else {
    problem_ =
        fmt::format("{}: {}", has_begun_ ? "it stopped early" : "it did not start", end.Describe());
  }
  return false;
}

}  // namespace asmtp::fuzz
