// The exit statuses of asmtp-conform. A status never counts anything.
#ifndef ASMTP_CONFORMANCE_CLI_EXIT_STATUS_H_
#define ASMTP_CONFORMANCE_CLI_EXIT_STATUS_H_

#include "conformance/cli/command.h"

namespace asmtp::conformance {

inline constexpr int kExitOk = 0;          // every result as expected
inline constexpr int kExitUnexpected = 1;  // an unexpected result
inline constexpr int kExitUsage = 2;       // an invalid command line or case file
inline constexpr int kExitNoIut = 3;       // the IUT could not be started or is not ready
inline constexpr int kExitInternal = 4;    // the harness itself failed

using cli::Fail;

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_CLI_EXIT_STATUS_H_
