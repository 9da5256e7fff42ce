// The exit statuses of asmtp-fuzz. Never a count.
#ifndef ASMTP_FUZZ_RUNNER_EXIT_STATUS_H_
#define ASMTP_FUZZ_RUNNER_EXIT_STATUS_H_

#include <string>

namespace asmtp::fuzz {

inline constexpr int kExitOk = 0;     // nothing was found
inline constexpr int kExitBug = 1;    // an input fails; whatever else went wrong
inline constexpr int kExitUsage = 2;  // the command line, or a file that it names, is wrong
inline constexpr int kExitInfrastructure = 3;  // something could not be done: no verdict about it

// Prints the sentence on stderr, behind the program's name, and returns the status.
int Fail(int status, const std::string& sentence);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RUNNER_EXIT_STATUS_H_
