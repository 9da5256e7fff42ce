// CommandLine: the command line of this program, and the words that replay one case.
//
//   CommandLine()            {"./asmtp-conform", "run", "--iut", "a {role}"}
//   ProgramWords()           {"./asmtp", "conform"} under ./asmtp, else {"./asmtp-conform"}
#ifndef ASMTP_CONFORMANCE_RUNNER_COMMAND_LINE_H_
#define ASMTP_CONFORMANCE_RUNNER_COMMAND_LINE_H_

#include <string>
#include <vector>

namespace asmtp::conformance {

// Returns the words of the command line of this process.
std::vector<std::string> CommandLine();
// Returns the words that start this program: $ASMTP_COMMAND, set by a wrapper, else the first word
// of the command line.
std::vector<std::string> ProgramWords();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_COMMAND_LINE_H_
