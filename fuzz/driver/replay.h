// Replay: runs a target over files, many per process, and reports those that fail.
//
//   auto replay = ReplayFiles(setup, inputs.files);
//   replay.passed                                   files that do not fail
//   replay.failures[0].path, .crash                 a file that fails, and how
#ifndef ASMTP_FUZZ_DRIVER_REPLAY_H_
#define ASMTP_FUZZ_DRIVER_REPLAY_H_

#include <span>
#include <string>
#include <vector>

#include "fuzz/driver/inputs.h"
#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

struct FailedInput {
  InputFile file;
  Crash crash;
};

struct ReplayResult {
  std::vector<InputFile> passed;
  std::vector<FailedInput> failures;
  std::string problem;  // the target could not be run; the rest was not tried
};

// Starts a new process after each failing file. Stops early on Ctrl-C.
ReplayResult ReplayFiles(const TargetSetup& setup, std::span<const InputFile> files);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_REPLAY_H_
