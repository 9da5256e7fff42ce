#include "fuzz/commands/commands.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz/commands/exit_status.h"
#include "fuzz/commands/plan.h"

namespace asmtp::fuzz {
namespace {

constexpr const char* kExitText =
    "Exit status: 0 nothing was found, 1 an input fails, 2 usage, 3 something could not be done (a "
    "target that does not build or start, a corpus that cannot be read, a full disk).";

cli::Command Program() {
  // In the order in which --help names them.
  return {.name = "",
          .about = "Fuzz targets of ASMTP: what they find, their corpus, their floors.",
          .footer = kExitText,
          .commands = {RunCommand(), ListCommand(), DecodeCommand(), EncodeCommand(),
                       ToTestCommand(), ToTranscriptCommand(), MutateCommand(), CorpusCommand(),
                       FloorsCommand(), TrialsCommand(), WireCommand()}};
}

// Whether the words name an implementation to attack.
bool NamesAnIut(int argc, const char* const* argv) {
  return std::any_of(argv + 1, argv + std::max(argc, 1), [](std::string_view word) {
    const std::string_view name = word.substr(0, word.find('='));
    return name == "--iut" || name == "--connect" || name == "--listen";
  });
}

}  // namespace

int FuzzMain(int argc, const char* const* argv) {
  // `--plan` stands before all.
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
