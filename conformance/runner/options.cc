#include "conformance/runner/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "conformance/runner/verify.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExitText =
    "Exit status: 0 all as expected, 1 an unexpected result, 2 usage or case file, 3 the IUT could "
    "not be started, 4 internal error.";

void AddCaseOptions(CLI::App& app, Options& options) {
  app.add_option("--transcripts", options.transcripts, "folder of the cases (corpus/transcripts)");
  app.add_option("--spec", options.spec, "the specification that cases quote (SPEC.md)");
}

void AddRunOptions(CLI::App& app, Options& options) {
  app.add_option("case", options.arguments, "ids of cases, or globs such as 'frame/*'");
  app.add_option("--iut", options.iut,
                 "command that starts the implementation under test, with {role} {addr} {iut_s} "
                 "{peer} {mode} {suite} {framing}; our own endpoint if not given");
  app.add_option("--role", options.roles, "role of the IUT")
      ->check(CLI::IsMember({"responder", "initiator"}));
  app.add_option("--suite", options.suites, "suites to use")
      ->check(CLI::IsMember({"ed25519", "25519"}));
  app.add_option("--framing", options.framings, "framings to use")
      ->check(CLI::IsMember({"u32", "u16"}));
  app.add_option("-j,--jobs", options.jobs, "configurations played at once (one per processor)")
      ->check(CLI::Range(1, 64));
  app.add_option("--timeout-scale", options.timeout_scale, "factor of every deadline")
      ->check(CLI::Range(0.01, 1000.0));
  app.add_option("--findings", options.findings, "how many failures are printed in full (10)");
  app.add_option("--json", options.json, "write a report in JSON to this file");
  app.add_flag("--strict", options.strict, "NONSTRICT is an unexpected result too");
}

struct Subcommands {
  CLI::App* run;
  CLI::App* verify;
  CLI::App* list;
  CLI::App* explain;
};

Subcommands AddSubcommands(CLI::App& app, Options& options) {
  Subcommands sub{
      .run = app.add_subcommand("run", "play cases against an implementation (the default)"),
      .verify = app.add_subcommand("verify", "recompute cases without an implementation"),
      .list = app.add_subcommand("list", "name the cases"),
      .explain = app.add_subcommand("explain", "show one case in full")};
  AddRunOptions(*sub.run, options);
  sub.verify->add_option("file", options.arguments, "case files; all cases if none is given");
  sub.list->add_option("case", options.arguments, "ids of cases, or globs such as 'frame/*'");
  sub.explain->add_option("case", options.arguments, "id of a case")->required();
  for (CLI::App* one : {sub.run, sub.verify, sub.list, sub.explain}) AddCaseOptions(*one, options);
  app.require_subcommand(1);
  app.footer(std::string(kExitText));
  return sub;
}

// `run` may be left out.
std::vector<std::string> WithCommand(int argc, const char* const* argv) {
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  constexpr std::array<std::string_view, 6> kFirst = {"run",     "verify", "list",
                                                      "explain", "--help", "-h"};
  if (words.empty() || !Contains(kFirst, words.front())) words.insert(words.begin(), "run");
  return words;
}

fs::path ProgramFolder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool IsFile(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

fs::path FindAbove(fs::path folder, const std::string& name) {
  std::error_code error;
  while (!folder.empty()) {
    if (fs::exists(folder / name, error)) return folder;
    if (folder == folder.root_path()) break;
    folder = folder.parent_path();
  }
  return {};
}

}  // namespace

std::expected<Options, EarlyExit> ParseOptions(int argc, const char* const* argv) {
  Options options;
  CLI::App app("Conformance cases of ASMTP, played against an implementation over a socket.");
  const Subcommands sub = AddSubcommands(app, options);
  std::vector<std::string> words = WithCommand(argc, argv);
  std::ranges::reverse(words);  // the order in which CLI11 takes them
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return std::unexpected(EarlyExit{kExitOk, app.help()});
  } catch (const CLI::ParseError& error) {
    return std::unexpected(EarlyExit{kExitUsage, error.what()});
  }
  if (sub.verify->parsed()) options.command = Command::kVerify;
  if (sub.list->parsed()) options.command = Command::kList;
  if (sub.explain->parsed()) options.command = Command::kExplain;
  return options;
}

std::vector<Config> ConfigsOf(const Options& options) {
  std::vector<Config> configs = AllConfigs();
  const auto selected = [](const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || Contains(names, name);
  };
  std::erase_if(configs, [&](const Config& config) {
    return !selected(options.roles, Name(config.role)) ||
           !selected(options.suites, DhName(config.suite)) ||
           !selected(options.framings, asmtp::Name(config.framing));
  });
  return configs;
}

fs::path FindRoot(const std::string& name) {
  if (const char* root = std::getenv("ASMTP_ROOT"); root != nullptr && *root != '\0') return root;
  std::error_code error;
  fs::path found = FindAbove(fs::current_path(error), name);
  if (found.empty()) found = FindAbove(ProgramFolder(), name);
  return found;
}

std::string FindEndpoint() {
  std::vector<fs::path> candidates;
  if (const char* given = std::getenv("ASMTP_ENDPOINT"); given != nullptr && *given != '\0') {
    candidates.emplace_back(given);
  } else {
    candidates = {ProgramFolder() / "asmtp-endpoint",
                  ProgramFolder().parent_path() / "endpoint" / "asmtp-endpoint"};
  }
  const auto found = std::ranges::find_if(candidates, IsFile);
  if (found == candidates.end()) return "";
  return "'" + found->string() +
         "' --role {role} --addr {addr} --secret {iut_s} --peer {peer} --mode {mode} "
         "--suite {suite} --framing {framing}";
}

}  // namespace asmtp::conformance
