// Commands: the subcommands of asmtp-conform. Each has its own file with its options and its
// action.
//
//   cli::Command ListCommand() {
//     auto options = std::make_shared<ListOptions>();
//     cli::Command command{.name = "list", .about = "list cases"};
//     ...
//     command.run = [options] { return List(*options); };
//     return command;
//   }
#ifndef ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_
#define ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_

#include "conformance/cli/command.h"
#include "conformance/runner/case_files.h"

namespace asmtp::conformance {

cli::Command RunCommand();
cli::Command ReportCommand();
cli::Command CompareCommand();
cli::Command DifferentialCommand();
cli::Command VerifyCommand();
cli::Command FmtCommand();
cli::Command LearnCommand();
cli::Command LintCommand();
cli::Command ListCommand();
cli::Command ExplainCommand();
cli::Command ExportCommand();
cli::Command DoctorCommand();
cli::Command RecordCommand();
cli::Command CoverageCommand();
cli::Command MatrixCommand();

// Adds --transcripts and --spec.
void AddCorpusOptions(cli::Command& command, CorpusOptions& options);

// Parses the command line and runs the chosen subcommand. Returns the exit status. Errors are one
// sentence on stderr.
int ConformMain(int argc, const char* const* argv);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_COMMANDS_H_
