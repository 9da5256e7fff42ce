// Commands: the subcommands of asmtp-fuzz. Each file holds one: its options and its action.
//
//   cli::Command ListCommand() {
//     auto options = std::make_shared<ListOptions>();
//     cli::Command command{.name = "list", .about = "list the targets"};
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

// Parses the command line and runs its subcommand. Prints an error as one sentence on stderr and
// returns the exit status.
int FuzzMain(int argc, const char* const* argv);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_COMMANDS_COMMANDS_H_
