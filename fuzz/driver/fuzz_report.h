// FuzzReport: the results of a run of the driver, as data. fuzz/results renders it.
//
//   FuzzReport             the run
//     TargetReport           a target: its figures and problems
//       Sample                 its progress at one time
//       Finding                a failure, one per cause
#ifndef ASMTP_FUZZ_DRIVER_FUZZ_REPORT_H_
#define ASMTP_FUZZ_DRIVER_FUZZ_REPORT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/driver/crash.h"
#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

struct Sample {
  double seconds = 0;  // since the start of fuzzing
  uint64_t executions = 0;
  uint64_t coverage = 0;
  uint64_t features = 0;
  uint64_t inputs = 0;
};

// Where a failing input comes from.
enum class Origin : uint8_t {
  kRegression,  // corpus/regressions: a fixed bug is back
  kCorpus,      // a seed in corpus/
  kEarlier,     // found by an earlier run and not fixed
  kNew,         // found by this run
};
std::string_view Name(Origin origin);

struct Finding {
  std::string target;
  Origin origin = Origin::kNew;
  Crash crash;
  std::vector<std::string> names;  // the inputs: files in the tree, or artifacts
  std::string input;               // path of the smallest input
  std::string bytes;               // and its content
  uint64_t found_size = 0;         // in bytes, before minimising
  std::string minimised;           // the result of minimising, in words
  unsigned failed = 0;             // failures in `tried` reruns
  unsigned tried = 0;
  std::string reproduce;  // the command

  // Whether every rerun failed in the same way. False if there was no time for reruns.
  bool IsReproducible() const { return tried != 0 && failed == tried; }
  std::string Reliability() const;
};

struct TargetReport {
  std::string name;
  bool was_run = false;
  std::vector<std::string> problems;  // what could not be done
  std::vector<std::string> notes;
  double seconds = 0;  // of fuzzing, wall time
  uint64_t executions = 0;
  uint64_t replayed = 0;  // inputs of the corpus
  uint64_t coverage = 0;
  uint64_t features = 0;
  uint64_t rss_mb = 0;
  uint64_t corpus_inputs = 0;  // out/fuzz/TARGET/corpus, at the end
  uint64_t corpus_bytes = 0;
  FigureCounts figures;
  std::vector<Sample> samples;
  std::vector<Finding> findings;

  double ExecutionsPerSecond() const;
};

struct FuzzReport {
  std::string command_line;
  std::string date;
  std::string version = "0.1.0";
  double seconds = 0;
  uint64_t seed = 0;
  uint64_t jobs = 1;
  bool interrupted = false;
  std::vector<TargetReport> targets;

  bool HasFindings() const;
  bool HasProblems() const;
};

// Returns a line for each figure that the target counts: inputs that finish a handshake, accepted
// frames, and rejections with the most frequent reasons.
std::vector<std::string> DepthLines(const TargetReport& target, size_t reasons_max = 40);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FUZZ_REPORT_H_
