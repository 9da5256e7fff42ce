// TargetProcess: a running fuzz target: its lines of output, figures and exit.
//
//   auto process = TargetProcess::Start(setup, {"-runs=1", "crash-1f2e"});
//   while (auto line = process->NextLine(deadline)) ...
//   const RunEnd end = process->Finish();
//   end.crash                                  the failure, if any
#ifndef ASMTP_FUZZ_DRIVER_TARGET_PROCESS_H_
#define ASMTP_FUZZ_DRIVER_TARGET_PROCESS_H_

#include <deque>
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/iut/child_process.h"
#include "fuzz/driver/crash.h"

namespace asmtp::fuzz {

using conformance::Clock;
using conformance::Deadline;

// The settings shared by all processes of a target.
struct TargetSetup {
  std::filesystem::path binary;
  std::filesystem::path temporary;     // TMPDIR
  std::filesystem::path folder = ".";  // in which the target runs
  unsigned timeout_seconds = 10;       // of one input
  unsigned rss_limit_mb = 2048;
  std::vector<std::string> variables;  // environment, as in "ASMTP_FUZZ_WITHOUT=mutator"
  // Extra time for a target that ignores its limits.
  std::chrono::seconds grace{10};

  // "-timeout=10", "-rss_limit_mb=2048"
  std::vector<std::string> Limits() const;
};

// The figures that the target counted, by name.
using FigureCounts = std::map<std::string, uint64_t>;

struct RunEnd {
  conformance::ExitStatus status;
  bool was_stopped = false;  // by us, at a deadline or on Ctrl-C
  std::optional<Crash> crash;
  std::vector<std::string> last_lines;

  // Describes, in one sentence with the last line of output, an exit that is neither success nor a
  // crash.
  std::string Describe() const;
};

class TargetProcess {
 public:
  static std::expected<std::unique_ptr<TargetProcess>, std::string> Start(
      const TargetSetup& setup, const std::vector<std::string>& arguments);

  // Returns the next line, or nothing at the deadline, at the end of output, or on Ctrl-C.
  std::optional<std::string> NextLine(Deadline deadline);
  // Whether all output was read.
  bool has_ended();
  // Reads the rest of the output, waits for the exit until `deadline`, and then kills the process.
  RunEnd Finish(Deadline deadline);

  FigureCounts Figures() const;
  // The processor time used so far, or in total after the exit.
  std::chrono::duration<double> CpuTime() const { return child_->CpuTime(); }

 private:
  TargetProcess() = default;
  void Keep(const std::string& line);

  std::unique_ptr<conformance::ChildProcess> child_;
  conformance::FileDescriptor figures_;
  std::deque<std::string> kept_;
};

// Runs a target until it exits and reads its output.
std::expected<RunEnd, std::string> RunTarget(const TargetSetup& setup,
                                             const std::vector<std::string>& arguments,
                                             Deadline deadline);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_TARGET_PROCESS_H_
