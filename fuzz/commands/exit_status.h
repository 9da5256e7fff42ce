// The exit statuses of asmtp-fuzz. Never a count.
#ifndef ASMTP_FUZZ_COMMANDS_EXIT_STATUS_H_
#define ASMTP_FUZZ_COMMANDS_EXIT_STATUS_H_

#include "conformance/cli/command.h"

namespace asmtp::fuzz {

inline constexpr int kExitOk = 0;     // nothing was found
inline constexpr int kExitBug = 1;    // an input fails; whatever else went wrong
inline constexpr int kExitUsage = 2;  // the command line, or a file that it names, is wrong
inline constexpr int kExitInfrastructure = 3;  // something could not be done: no verdict about it

using cli::Fail;

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_EXIT_STATUS_H_
