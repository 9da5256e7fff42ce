// ReplayFiles: replays inputs in a target and shows the target's output.
#ifndef ASMTP_FUZZ_COMMANDS_REPLAY_FILES_H_
#define ASMTP_FUZZ_COMMANDS_REPLAY_FILES_H_

#include <string>
#include <vector>

#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

// Runs the files one by one and prints the target's report of each failure. Returns the exit
// status.
int RunFiles(const TargetSetup& setup, const std::vector<std::string>& files);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_REPLAY_FILES_H_
