// TargetProcess: a fuzz target as a process: its lines one by one, its figures, its end.
//
//   auto process = TargetProcess::Start(setup, {"-runs=1", "crash-1f2e"});
//   while (auto line = process->NextLine(deadline)) ...
//   const RunEnd end = process->Finish();
//   end.crash                                  what failed, if anything did
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

// What all processes of a target have in common.
struct TargetSetup {
  std::filesystem::path binary;
  std::filesystem::path temporary;  // TMPDIR
  unsigned timeout_seconds = 10;    // of one input
  unsigned rss_limit_mb = 2048;
  std::vector<std::string> variables;  // of the environment, "ASMTP_FUZZ_WITHOUT=mutator"
  // Beyond all limits, for a target that does not keep them.
  std::chrono::seconds grace{10};

  // "-timeout=10", "-rss_limit_mb=2048"
  std::vector<std::string> Limits() const;
};

// By name, as the target counted them.
using FigureCounts = std::map<std::string, uint64_t>;

struct RunEnd {
  conformance::ExitStatus status;
  bool was_stopped = false;  // by us: at a deadline, or by Ctrl-C
  std::optional<Crash> crash;
  std::vector<std::string> last_lines;

  // One sentence for an end that is neither success nor a crash: the last line that it said.
  std::string Describe() const;
};

class TargetProcess {
 public:
  static std::expected<std::unique_ptr<TargetProcess>, std::string> Start(
      const TargetSetup& setup, const std::vector<std::string>& arguments);

  // Returns the next line, or nothing at the deadline, when the output has ended, or at Ctrl-C.
  std::optional<std::string> NextLine(Deadline deadline);
  // Whether there will be no line any more.
  bool has_ended();
  // Reads the rest, waits for the end until `deadline`, and ends it then.
  RunEnd Finish(Deadline deadline);

  FigureCounts Figures() const;
  // The processor time that it has used until now, or in all.
  std::chrono::duration<double> CpuTime() const { return child_->CpuTime(); }

 private:
  TargetProcess() = default;
  void Keep(const std::string& line);

  std::unique_ptr<conformance::ChildProcess> child_;
  conformance::FileDescriptor figures_;
  std::deque<std::string> kept_;
};

// Runs it to its end, and reads its lines by itself.
std::expected<RunEnd, std::string> RunTarget(const TargetSetup& setup,
                                             const std::vector<std::string>& arguments,
                                             Deadline deadline);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_TARGET_PROCESS_H_
