#include "fuzz/driver/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/testing/interrupt.h"

namespace asmtp::fuzz {
namespace {

// Limit of the files in the arguments of one process.
constexpr size_t kFilesMax = 500;

struct Batch {
  size_t begun = 0;
  RunEnd end;
};

// Runs the files in order. libFuzzer prints "Running: FILE" before each.
std::expected<Batch, std::string> RunBatch(const TargetSetup& setup,
                                           std::span<const InputFile> files) {
  std::vector<std::string> arguments = setup.Limits();
  arguments.emplace_back("-runs=1");
  for (const InputFile& file : files) arguments.push_back(file.path.string());
  auto process = TargetProcess::Start(setup, arguments);
  if (!process) return std::unexpected(process.error());
  Batch batch;
  // The fuzzer enforces the limit of a file. This one catches a target that ignores it.
  const auto patience = std::chrono::seconds(2 * setup.timeout_seconds) + setup.grace;
  while (auto line = (*process)->NextLine(Clock::now() + patience)) {
    if (line->starts_with("Running: ")) ++batch.begun;
  }
  batch.end = (*process)->Finish(Clock::now() + std::chrono::seconds(1));
  return batch;
}

// Describes a hang that the fuzzer did not notice, or an exit without a report.
Crash Unnamed(const RunEnd& end) {
  Crash crash;
  crash.kind = end.was_stopped ? "timeout" : "exit";
  crash.sentence = end.was_stopped ? "it did not terminate" : end.Describe();
  crash.report = end.last_lines;
  return crash;
}

}  // namespace

ReplayResult ReplayFiles(const TargetSetup& setup, std::span<const InputFile> files) {
  ReplayResult result;
  while (!files.empty() && !IsInterrupted()) {
    const auto some = files.first(std::min(files.size(), kFilesMax));
    const auto batch = RunBatch(setup, some);
    if (!batch) {
      result.problem = batch.error();
      return result;
    }
    const bool failed =
        batch->end.was_stopped || batch->end.status.code != 0 || batch->end.status.signal != 0;
    const size_t begun = std::min(batch->begun, some.size());
    const size_t passed = failed && begun > 0 ? begun - 1 : begun;
    result.passed.insert(result.passed.end(), some.begin(),
                         some.begin() + static_cast<ptrdiff_t>(passed));
    if (IsInterrupted()) return result;
    if (begun == 0 || (!failed && begun != some.size())) {
      result.problem = "the target cannot replay files: " + batch->end.Describe();
      return result;
    }
    if (failed) {
      result.failures.push_back({some[begun - 1], batch->end.crash.value_or(Unnamed(batch->end))});
    }
    files = files.subspan(begun);
  }
  return result;
}

}  // namespace asmtp::fuzz
