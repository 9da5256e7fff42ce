// FuzzWorker: a libFuzzer process that is restarted after each crash until its time is up.
//
//   FuzzWorker worker(setup, {"-seed=7"}, {"out/corpus", "seeds"}, artifacts);
//   worker.Run(deadline, [](const WorkerNews& news) { ... });
//   worker.crashes()
#ifndef ASMTP_FUZZ_DRIVER_FUZZ_WORKER_H_
#define ASMTP_FUZZ_DRIVER_FUZZ_WORKER_H_

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "fuzz/driver/fuzzer_line.h"
#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

// An input that crashed the fuzzer.
struct FoundCrash {
  std::filesystem::path artifact;  // empty if it could not be written
  std::string bytes;               // from the fuzzer's output, or from the artifact
  Crash crash;
};

struct WorkerPlan {
  std::vector<std::string> arguments;          // flags
  std::vector<std::filesystem::path> folders;  // the fuzzer writes to the first
  std::filesystem::path artifacts;             // folder
  uint64_t seed = 1;
  unsigned crashes_max = 10;
  // Stops after this much processor time of all its processes.
  std::chrono::duration<double> cpu_max = std::chrono::hours(24 * 365);
};

// The progress of a worker, summed over its processes.
struct WorkerNews {
  FuzzerStatus status;
  FigureCounts figures;
  std::chrono::duration<double> cpu{0};
  bool has_mutated = false;  // it has executed all inputs of the folders
};

class FuzzWorker {
 public:
  using Watch = std::function<void(const WorkerNews&)>;

  FuzzWorker(const TargetSetup& setup, WorkerPlan plan);

  // Returns at the deadline, on Ctrl-C, after `crashes_max` crashes, when its processor time is
  // used up, or on a problem.
  void Run(Deadline deadline, const Watch& watch);

  const std::vector<FoundCrash>& crashes() const { return crashes_; }
  // The reason why it could not fuzz, or "".
  const std::string& problem() const { return problem_; }

 private:
  // Returns whether a restart makes sense.
  bool RunOnce(Deadline deadline, const Watch& watch);
  std::vector<std::string> Arguments(Deadline deadline);
  // Updates the figures from this process and the earlier ones.
  void TakeFigures(const TargetProcess& process);
  bool IsSpent() const { return news_.cpu >= plan_.cpu_max; }
  // Updates the state from a line of output.
  void Take(const std::string& line);
  bool Judge(const RunEnd& end);

  const TargetSetup& setup_;
  WorkerPlan plan_;
  WorkerNews news_;
  FigureCounts figures_before_;  // of earlier processes
  uint64_t executions_before_ = 0;
  std::chrono::duration<double> cpu_before_{0};
  FoundCrash found_;
  bool has_begun_ = false;  // this process has executed inputs
  unsigned starts_ = 0;
  std::vector<FoundCrash> crashes_;
  std::string problem_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FUZZ_WORKER_H_
