// Commands: the subcommands of asmtp-fuzz, a file for each: its options on the command line, and
// what it does.
//
//   cli::Command ListCommand() {
//     auto options = std::make_shared<ListOptions>();
//     cli::Command command{.name = "list", .about = "name the targets"};
//     ...
//     command.run = [options] { return List(*options); };
//     return command;
//   }
#ifndef ASMTP_FUZZ_COMMANDS_COMMANDS_H_
#define ASMTP_FUZZ_COMMANDS_COMMANDS_H_

#include "conformance/cli/command.h"

namespace asmtp::fuzz {

cli::Command RunCommand();
cli::Command ListCommand();
cli::Command DecodeCommand();
cli::Command EncodeCommand();
cli::Command ToTestCommand();
cli::Command ToTranscriptCommand();
cli::Command MutateCommand();
cli::Command CorpusCommand();
cli::Command FloorsCommand();
cli::Command TrialsCommand();
cli::Command WireCommand();

// Parses the command line and does what it says. Errors are one sentence on stderr.
int FuzzMain(int argc, const char* const* argv);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_COMMANDS_H_
