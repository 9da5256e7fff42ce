#include "conformance/runner/commands.h"

#include <string>
#include <string_view>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/standard_streams.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kExitText =
    "Exit status: 0 every result as expected, 1 unexpected results, 2 usage error or invalid "
    "case file, 3 the IUT could not be started, 4 internal error.";

constexpr const char* kWireFuzzMoved =
    "wire-fuzz has moved: use './asmtp fuzz --iut ...' or 'asmtp-fuzz wire', with the same options";

cli::Command Program() {
  // The order of --help.
  return {.name = "asmtp-conform",
          .about = "Play the ASMTP conformance cases against an implementation over a socket.",
          .footer = kExitText,
          .commands = {RunCommand(), ReportCommand(), CompareCommand(), DifferentialCommand(),
                       VerifyCommand(), FmtCommand(), LearnCommand(), LintCommand(), ListCommand(),
                       ExplainCommand(), ExportCommand(), DoctorCommand(), RecordCommand(),
                       CoverageCommand(), MatrixCommand()}};
}

}  // namespace

void AddCorpusOptions(cli::Command& command, CorpusOptions& options) {
  command.Add({"--transcripts", &options.transcripts, "folder of case files (corpus/transcripts)"});
  command.Add({"--spec", &options.spec, "specification that the cases quote (SPEC.md)"});
}

int ConformMain(int argc, const char* const* argv) {
  if (argc > 1 && std::string_view(argv[1]) == "wire-fuzz") return Fail(kExitUsage, kWireFuzzMoved);
  const cli::Command program = Program();
  const int status = cli::Run(program, cli::WordsOf(program, argc, argv, "run"));
  const std::string why = cli::FlushOutput();
  return why.empty() ? status : Fail(kExitInternal, why);
}

}  // namespace asmtp::conformance
