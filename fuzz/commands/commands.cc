#include "fuzz/commands/commands.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "conformance/cli/standard_streams.h"
#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"

namespace asmtp::fuzz {
namespace {

constexpr const char* kExitText =
    "Exit status: 0 no finding, 1 an input fails, 2 usage error, 3 infrastructure failure (a "
    "target does not build or start, a corpus cannot be read, the disk is full), 128 + signal "
    "interrupted without a finding.";

cli::Command Program() {
  // In the order of --help.
  return {.name = "",
          .about = "Run the fuzz targets of ASMTP, and maintain their corpus and coverage floors.",
          .footer = kExitText,
          .commands = {RunCommand(), ListCommand(), DecodeCommand(), EncodeCommand(),
                       ToTestCommand(), ToTranscriptCommand(), MutateCommand(), CorpusCommand(),
                       FloorsCommand(), TrialsCommand(), WireCommand()}};
}

// Whether the arguments name an implementation to attack.
bool NamesAnIut(int argc, const char* const* argv) {
  return std::any_of(argv + 1, argv + std::max(argc, 1), [](std::string_view word) {
    const std::string_view name = word.substr(0, word.find('='));
    return name == "--iut" || name == "--connect" || name == "--listen";
  });
}

}  // namespace

int FuzzMain(int argc, const char* const* argv) {
  // `--plan` must be the first argument.
  IsPlanOnly() = argc > 1 && std::string_view(argv[1]) == "--plan";
  const int skipped = IsPlanOnly() ? 1 : 0;
  const cli::Command program = Program();
  const char* otherwise = NamesAnIut(argc, argv) ? "wire" : "run";
  const int status =
      cli::Run(program, cli::WordsOf(program, argc - skipped, argv + skipped, otherwise));
  const std::string why = cli::FlushOutput();
  if (why.empty()) return status;
  return Fail(status == kExitBug ? kExitBug : kExitInfrastructure, why);
}

}  // namespace asmtp::fuzz
