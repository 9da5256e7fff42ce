// Replay: runs a target over files, many in a process, and names those that fail.
//
//   auto replay = ReplayFiles(setup, inputs.files);
//   replay.passed                                   which did not fail
//   replay.failures[0].path, .crash                 which did, and how
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
  std::string problem;  // where the target could not be run; what is left was not tried
};

// A file that fails costs a new process for those behind it. Ends early at Ctrl-C.
ReplayResult ReplayFiles(const TargetSetup& setup, std::span<const InputFile> files);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_REPLAY_H_
