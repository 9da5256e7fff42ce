// The exit statuses of asmtp-conform. Never a count.
#ifndef ASMTP_CONFORMANCE_CLI_EXIT_STATUS_H_
#define ASMTP_CONFORMANCE_CLI_EXIT_STATUS_H_

#include "conformance/cli/command.h"

namespace asmtp::conformance {

inline constexpr int kExitOk = 0;          // everything as expected
inline constexpr int kExitUnexpected = 1;  // a result is not
inline constexpr int kExitUsage = 2;       // the command line or a case file is wrong
inline constexpr int kExitNoIut = 3;       // the IUT could not be started or is not ready
inline constexpr int kExitInternal = 4;    // the harness itself failed

using cli::Fail;

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_EXIT_STATUS_H_
