// The commands of asmtp-conform. Each returns the exit status.
#ifndef ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_
#define ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_

#include "conformance/runner/options.h"

namespace asmtp::conformance {

// Parses the command line and does what it says. Errors are one sentence on stderr.
int ConformMain(int argc, const char* const* argv);

int RunCommand(const Options& options);
int VerifyCommand(const Options& options);
int ListCommand(const Options& options);
int ExplainCommand(const Options& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_
