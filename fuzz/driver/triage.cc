#include "fuzz/driver/triage.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/testing/interrupt.h"
#include "core/testing/output_file.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/inputs.h"
#include "fuzz/driver/memory_file.h"
#include "fuzz/driver/plain_names.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;

// Limit of reruns that time out, because each takes the full time of an input.
constexpr unsigned kTimeoutsMax = 5;

// Whether `other` is a better witness of the same cause.
bool IsBetter(const Finding& other, const Finding& finding) {
  return std::pair(other.origin, other.bytes.size()) <
         std::pair(finding.origin, finding.bytes.size());
}

// Runs the target with these bytes. Returns the crash, or nothing.
std::optional<Crash> CrashWith(const TargetSetup& setup, const std::string& bytes) {
  const MemoryFile file(bytes);
  if (!file) return std::nullopt;
  std::vector<std::string> arguments = setup.Limits();
  arguments.insert(arguments.end(), {"-runs=1", file.path()});
  const auto patience = std::chrono::seconds(2 * setup.timeout_seconds) + setup.grace;
  auto end = RunTarget(setup, arguments, Clock::now() + patience);
  if (!end) return std::nullopt;
  if (end->was_stopped && !IsInterrupted()) {
    return Crash{.kind = "timeout", .sentence = "it did not terminate"};
  }
  return std::move(end->crash);
}

bool FailsAlike(const TargetSetup& setup, const std::string& bytes, const Crash& crash) {
  const auto again = CrashWith(setup, bytes);
  return again && again->Signature() == crash.Signature();
}

}  // namespace

std::vector<Finding> GroupByCause(const std::vector<Finding>& failures) {
  std::vector<Finding> findings;
  for (const Finding& failure : failures) {
    const auto same = std::ranges::find_if(findings, [&](const Finding& finding) {
      return finding.crash.Signature() == failure.crash.Signature();
    });
    if (same == findings.end()) {
      findings.push_back(failure);
      continue;
    }
    std::vector<std::string> names = std::move(same->names);
    names.insert(names.end(), failure.names.begin(), failure.names.end());
    if (IsBetter(failure, *same)) *same = failure;
    same->names = std::move(names);
  }
  return findings;
}

void RunAgain(const TargetSetup& setup, unsigned repeats, Finding& finding) {
  unsigned timeouts = 0;
  for (unsigned i = 0; i < repeats && timeouts < kTimeoutsMax; ++i) {
    const auto again = CrashWith(setup, finding.bytes);
    if (IsInterrupted()) return;
    ++finding.tried;
    if (!again) continue;
    finding.failed += again->Signature() == finding.crash.Signature() ? 1 : 0;
    timeouts += again->kind == "timeout" ? 1 : 0;
  }
}

void Minimise(const TargetSetup& setup, const MinimiseLimits& limits, const fs::path& work,
              Finding& finding) {
  finding.found_size = finding.bytes.size();
  if (finding.crash.IsAboutResources()) {
    finding.minimised = "not minimised: each attempt would reach the time or memory limit";
    return;
  }
  const fs::path from = work / "to-minimise";
  const fs::path smaller = work / "minimised";
  std::error_code error;
  fs::remove(smaller, error);
  if (const std::string why = WriteFile(from, finding.bytes, {.durable = false}); !why.empty()) {
    finding.minimised = "not minimised: " + why;
    return;
  }
  std::vector<std::string> arguments = setup.Limits();
  // libFuzzer applies this time to each of many steps.
  arguments.insert(
      arguments.end(),
      {"-minimize_crash=1",
       fmt::format("-max_total_time={}", std::max<int64_t>(limits.time.count() / 3, 1)),
       fmt::format("-runs={}", limits.runs), "-exact_artifact_path=smaller", "from"});
  PlainNames names(setup);
  names.Give("from", from);
  names.Give("smaller", smaller);
  if (!names.problem().empty()) {
    finding.minimised = "not minimised: " + names.problem();
    return;
  }
  (void)RunTarget(names.setup(), arguments, Clock::now() + limits.time);
  const auto bytes = ReadFile(smaller, kInputMax);
  if (!bytes || bytes->size() >= finding.bytes.size()) {
    finding.minimised = "already minimal";
  } else if (FailsAlike(setup, *bytes, finding.crash)) {
    finding.bytes = *bytes;
    finding.minimised =
        fmt::format("minimised from {} to {} bytes", finding.found_size, bytes->size());
  } else {
    finding.minimised = "not minimised: the smaller input fails with another cause";
  }
}

}  // namespace asmtp::fuzz
