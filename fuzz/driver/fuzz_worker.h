// FuzzWorker: a libFuzzer process, started again after each crash until its time is over.
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

// An input that made the fuzzer end.
struct FoundCrash {
  std::filesystem::path artifact;  // empty where it could not be written
  std::string bytes;               // as far as the fuzzer has said them, or the file has them
  Crash crash;
};

struct WorkerPlan {
  std::vector<std::string> arguments;          // flags
  std::vector<std::filesystem::path> folders;  // the first is written to
  std::filesystem::path artifacts;             // folder
  uint64_t seed = 1;
  unsigned crashes_max = 10;
  // Processor time of all its processes, after which it ends.
  std::chrono::duration<double> cpu_max = std::chrono::hours(24 * 365);
};

// Where a worker stands: over all its processes.
struct WorkerNews {
  FuzzerStatus status;
  FigureCounts figures;
  std::chrono::duration<double> cpu{0};
  bool has_mutated = false;  // the inputs of the folders are behind it
};

class FuzzWorker {
 public:
  using Watch = std::function<void(const WorkerNews&)>;

  FuzzWorker(const TargetSetup& setup, WorkerPlan plan);

  // Returns at the deadline, at Ctrl-C, after `crashes_max` crashes, when its processor time is
  // spent, or when it cannot go on.
  void Run(Deadline deadline, const Watch& watch);

  const std::vector<FoundCrash>& crashes() const { return crashes_; }
  // What kept it from fuzzing, or "".
  const std::string& problem() const { return problem_; }

 private:
  // Returns whether it makes sense to start again.
  bool RunOnce(Deadline deadline, const Watch& watch);
  std::vector<std::string> Arguments(Deadline deadline);
  // Of this process and those before it.
  void TakeFigures(const TargetProcess& process);
  bool IsSpent() const { return news_.cpu >= plan_.cpu_max; }
  // Takes what is to know from a line.
  void Take(const std::string& line);
  bool Judge(const RunEnd& end);

  const TargetSetup& setup_;
  WorkerPlan plan_;
  WorkerNews news_;
  FigureCounts figures_before_;  // of the processes that have ended
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
