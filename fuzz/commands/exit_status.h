// The exit statuses of asmtp-fuzz. None of them is a count.
#ifndef ASMTP_FUZZ_COMMANDS_EXIT_STATUS_H_
#define ASMTP_FUZZ_COMMANDS_EXIT_STATUS_H_

#include "conformance/cli/command.h"

namespace asmtp::fuzz {

inline constexpr int kExitOk = 0;     // no finding
inline constexpr int kExitBug = 1;    // an input fails, even if something else went wrong too
inline constexpr int kExitUsage = 2;  // wrong command line, or a wrong file on it
inline constexpr int kExitInfrastructure = 3;  // could not be done: no verdict

using cli::Fail;

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_EXIT_STATUS_H_
