// FuzzReport: all that is known about a run of the driver, as data. fuzz/results renders it.
//
//   FuzzReport             the run
//     TargetReport           a target: what it did, and what kept it from it
//       Sample                 how far it was at some time
//       Finding                what failed, once for each cause
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
  double seconds = 0;  // since the target began to fuzz
  uint64_t executions = 0;
  uint64_t coverage = 0;
  uint64_t features = 0;
  uint64_t inputs = 0;
};

// Where a failing input comes from.
enum class Origin : uint8_t {
  kRegression,  // corpus/regressions: what was mended once fails again
  kCorpus,      // a seed in corpus/
  kEarlier,     // an earlier run has found it, and it was not mended
  kNew,         // this run has found it
};
std::string_view Name(Origin origin);

struct Finding {
  std::string target;
  Origin origin = Origin::kNew;
  Crash crash;
  std::vector<std::string> names;  // of the inputs: files in the tree, or artifacts
  std::string input;               // the smallest one, as a path
  std::string bytes;               // and what is in it
  uint64_t found_size = 0;         // bytes, before it was made smaller
  std::string minimised;           // how that went, in words
  unsigned failed = 0;             // of so many more runs
  unsigned tried = 0;
  std::string reproduce;  // the command

  // Every run failed in the same way; none was tried where there was no time.
  bool IsReproducible() const { return tried != 0 && failed == tried; }
  std::string Reliability() const;
};

struct TargetReport {
  std::string name;
  bool was_run = false;
  std::vector<std::string> problems;  // what could not be done
  std::vector<std::string> notes;
  double seconds = 0;  // of fuzzing, by the clock
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

// Share of the inputs that finish a handshake, frames accepted, rejections by reason: a line for
// each that the target counts, with the most frequent reasons.
std::vector<std::string> DepthLines(const TargetReport& target, size_t reasons_max = 40);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FUZZ_REPORT_H_
