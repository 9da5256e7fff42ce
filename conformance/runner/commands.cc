#include "conformance/runner/commands.h"

#include <string>
#include <string_view>

#include "conformance/cli/exit_status.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kExitText =
    "Exit status: 0 all as expected, 1 an unexpected result, 2 usage or case file, 3 the IUT could "
    "not be started, 4 internal error.";

constexpr const char* kWireFuzzMoved =
    "wire-fuzz is now './asmtp fuzz --iut ...', with the same options (or 'asmtp-fuzz wire')";

cli::Command Program() {
  // In the order in which --help names them.
  return {.name = "asmtp-conform",
          .about = "Conformance cases of ASMTP, played against an implementation over a socket.",
          .footer = kExitText,
          .commands = {RunCommand(), ReportCommand(), CompareCommand(), DifferentialCommand(),
                       VerifyCommand(), FmtCommand(), LearnCommand(), LintCommand(), ListCommand(),
                       ExplainCommand(), ExportCommand(), DoctorCommand(), RecordCommand(),
                       CoverageCommand(), MatrixCommand()}};
}

}  // namespace

void AddCorpusOptions(cli::Command& command, CorpusOptions& options) {
  command.Add({"--transcripts", &options.transcripts, "folder of the cases (corpus/transcripts)"});
  command.Add({"--spec", &options.spec, "the specification that cases quote (SPEC.md)"});
}

int ConformMain(int argc, const char* const* argv) {
  if (argc > 1 && std::string_view(argv[1]) == "wire-fuzz") return Fail(kExitUsage, kWireFuzzMoved);
  const cli::Command program = Program();
  const int status = cli::Run(program, cli::WordsOf(program, argc, argv, "run"));
  const std::string why = cli::FlushOutput();
  return why.empty() ? status : Fail(kExitInternal, why);
}

}  // namespace asmtp::conformance
