// Commands: the subcommands of asmtp-fuzz, a file for each: its options on the command line, and
// what it does.
//
//   void AddListCommand(CLI::App& app, CommandAction& chosen) {
//     auto options = std::make_shared<ListOptions>();
//     CLI::App* command = app.add_subcommand("list", "name the targets");
//     ...
//     command->callback([options, &chosen] { chosen = [options] { return List(*options); }; });
//   }
#ifndef ASMTP_FUZZ_RUNNER_COMMANDS_H_
#define ASMTP_FUZZ_RUNNER_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <functional>

namespace asmtp::fuzz {

// What the command line chose. Returns the exit status.
using CommandAction = std::function<int()>;

void AddRunCommand(CLI::App& app, CommandAction& chosen);
void AddListCommand(CLI::App& app, CommandAction& chosen);
void AddDecodeCommand(CLI::App& app, CommandAction& chosen);
void AddEncodeCommand(CLI::App& app, CommandAction& chosen);
void AddToTestCommand(CLI::App& app, CommandAction& chosen);
void AddToTranscriptCommand(CLI::App& app, CommandAction& chosen);
void AddMutateCommand(CLI::App& app, CommandAction& chosen);
void AddCorpusCommand(CLI::App& app, CommandAction& chosen);
void AddFloorsCommand(CLI::App& app, CommandAction& chosen);
void AddTrialsCommand(CLI::App& app, CommandAction& chosen);
void AddWireCommand(CLI::App& app, CommandAction& chosen);

// Parses the command line and does what it says. Errors are one sentence on stderr.
int FuzzMain(int argc, const char* const* argv);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RUNNER_COMMANDS_H_
