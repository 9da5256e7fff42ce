// Commands: the subcommands of asmtp-conform, a file for each: its options on the command line, and
// what it does.
//
//   void AddListCommand(CLI::App& app, Action& chosen) {
//     auto options = std::make_shared<ListOptions>();
//     CLI::App* command = app.add_subcommand("list", "name the cases");
//     ...
//     command->callback([options, &chosen] { chosen = [options] { return List(*options); }; });
//   }
#ifndef ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_
#define ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <functional>

#include "conformance/runner/case_files.h"

namespace asmtp::conformance {

// What the command line chose. Returns the exit status.
using Action = std::function<int()>;

void AddRunCommand(CLI::App& app, Action& chosen);
void AddReportCommand(CLI::App& app, Action& chosen);
void AddCompareCommand(CLI::App& app, Action& chosen);
void AddDifferentialCommand(CLI::App& app, Action& chosen);
void AddVerifyCommand(CLI::App& app, Action& chosen);
void AddFmtCommand(CLI::App& app, Action& chosen);
void AddLearnCommand(CLI::App& app, Action& chosen);
void AddLintCommand(CLI::App& app, Action& chosen);
void AddListCommand(CLI::App& app, Action& chosen);
void AddExplainCommand(CLI::App& app, Action& chosen);
void AddExportCommand(CLI::App& app, Action& chosen);
void AddDoctorCommand(CLI::App& app, Action& chosen);
void AddRecordCommand(CLI::App& app, Action& chosen);
void AddCoverageCommand(CLI::App& app, Action& chosen);
void AddMatrixCommand(CLI::App& app, Action& chosen);

// Adds --transcripts and --spec.
void AddCorpusOptions(CLI::App& command, CorpusOptions& options);

// Parses the command line and does what it says. Errors are one sentence on stderr.
int ConformMain(int argc, const char* const* argv);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_
