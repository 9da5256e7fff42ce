#include "conformance/runner/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "conformance/runner/exit_status.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kExitText =
    "Exit status: 0 all as expected, 1 an unexpected result, 2 usage or case file, 3 the IUT could "
    "not be started, 4 internal error.";

// In the order in which --help names them.
constexpr auto kCommands = {AddRunCommand,          AddReportCommand,   AddCompareCommand,
                            AddDifferentialCommand, AddVerifyCommand,   AddFmtCommand,
                            AddLearnCommand,        AddLintCommand,     AddListCommand,
                            AddExplainCommand,      AddExportCommand,   AddDoctorCommand,
                            AddRecordCommand,       AddCoverageCommand, AddMatrixCommand};

constexpr const char* kWireFuzzMoved =
    "wire-fuzz is now './asmtp fuzz --iut ...', with the same options (or 'asmtp-fuzz wire')";

// `run` may be left out.
std::vector<std::string> WithCommand(CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  std::vector<std::string> first = {"--help", "-h"};
  for (const CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    first.push_back(command->get_name());
  }
  if (words.empty() || !Contains(first, words.front())) words.insert(words.begin(), "run");
  return words;
}

}  // namespace

int Fail(int status, const std::string& sentence) {
  fmt::print(stderr, "asmtp-conform: {}\n", sentence);
  return status;
}

void AddCorpusOptions(CLI::App& command, CorpusOptions& options) {
  command.add_option("--transcripts", options.transcripts,
                     "folder of the cases (corpus/transcripts)");
  command.add_option("--spec", options.spec, "the specification that cases quote (SPEC.md)");
}

namespace {

int ParseAndDo(int argc, const char* const* argv) {
  if (argc > 1 && std::string_view(argv[1]) == "wire-fuzz") return Fail(kExitUsage, kWireFuzzMoved);
  CLI::App app("Conformance cases of ASMTP, played against an implementation over a socket.",
               "asmtp-conform");
  Action chosen;
  for (const auto add : kCommands) add(app, chosen);
  app.require_subcommand(1);
  app.footer(kExitText);
  std::vector<std::string> words = WithCommand(app, argc, argv);
  std::ranges::reverse(words);  // the order in which CLI11 takes them
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    fmt::print("{}", app.help());
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    return Fail(kExitUsage, error.what());
  }
  return chosen();
}

}  // namespace

int ConformMain(int argc, const char* const* argv) {
  const int status = ParseAndDo(argc, argv);
  // What stdio has kept back may still fail: on a full disk, say.
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  return Fail(kExitInternal, "cannot write to stdout: " + std::generic_category().message(errno));
}

}  // namespace asmtp::conformance
