// CommandLine: what was typed to start this program, and what to type to play one case again.
//
//   CommandLine()            {"./asmtp-conform", "run", "--iut", "a {role}"}
//   ProgramWords()           {"./asmtp", "conform"} below ./asmtp, else {"./asmtp-conform"}
#ifndef ASMTP_CONFORMANCE_RUNNER_COMMAND_LINE_H_
#define ASMTP_CONFORMANCE_RUNNER_COMMAND_LINE_H_

#include <string>
#include <vector>

namespace asmtp::conformance {

// Returns the words of the command line of this process.
std::vector<std::string> CommandLine();
// Returns the words that start this program: $ASMTP_COMMAND, which whoever wraps it sets, else the
// first word of the command line.
std::vector<std::string> ProgramWords();

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_COMMAND_LINE_H_
