#include "fuzz/runner/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

#include "fuzz/runner/exit_status.h"
#include "fuzz/runner/plan.h"

namespace asmtp::fuzz {
namespace {

constexpr const char* kExitText =
    "Exit status: 0 nothing was found, 1 an input fails, 2 usage, 3 something could not be done (a "
    "target that does not build or start, a corpus that cannot be read, a full disk).";

// In the order in which --help names them.
constexpr auto kCommands = {AddRunCommand,    AddListCommand,   AddDecodeCommand,
                            AddEncodeCommand, AddToTestCommand, AddToTranscriptCommand,
                            AddMutateCommand, AddCorpusCommand, AddFloorsCommand,
                            AddTrialsCommand, AddWireCommand};

// Whether the words name an implementation to attack.
bool NameAnIut(const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [](const std::string& word) {
    return std::ranges::any_of(std::initializer_list<std::string>{"--iut", "--connect", "--listen"},
                               [&](const std::string& option) {
                                 return word == option || word.starts_with(option + "=");
                               });
  });
}

// `run`, or `wire` where an IUT is named, may be left out, and `--plan` stands before all.
std::vector<std::string> WithCommand(CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (!words.empty() && words.front() == "--plan") {
    IsPlanOnly() = true;
    words.erase(words.begin());
  }
  const auto is_first = [&](const std::string& word) {
    const auto commands = app.get_subcommands([](CLI::App*) { return true; });
    return word == "--help" || word == "-h" ||
           std::ranges::any_of(commands, [&](CLI::App* one) { return one->get_name() == word; });
  };
  if (words.empty() || !is_first(words.front())) {
    words.insert(words.begin(), NameAnIut(words) ? "wire" : "run");
  }
  return words;
}

int ParseAndDo(int argc, const char* const* argv) {
  CLI::App app("Fuzz targets of ASMTP: what they find, their corpus, their floors.");
  CommandAction chosen;
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

int Fail(int status, const std::string& sentence) {
  fmt::print(stderr, "asmtp-fuzz: {}\n", sentence);
  return status;
}

int FuzzMain(int argc, const char* const* argv) {
  const int status = ParseAndDo(argc, argv);
  // What stdio has kept back may still fail: on a full disk, say.
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  const std::string why = "cannot write to stdout: " + std::generic_category().message(errno);
  return Fail(status == kExitBug ? kExitBug : kExitInfrastructure, why);
}

}  // namespace asmtp::fuzz
