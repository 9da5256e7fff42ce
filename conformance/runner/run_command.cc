#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <thread>

#include "conformance/report/console.h"
#include "conformance/report/json_report.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"
#include "conformance/runner/output_file.h"
#include "conformance/runner/root.h"
#include "conformance/runner/validators.h"
#include "conformance/suite/selection.h"
#include "conformance/suite/suite_run.h"
#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

struct RunCommandOptions {
  std::vector<std::string> globs;  // of case ids
  std::string iut;                 // command template; "" for our own endpoint
  std::vector<std::string> roles;
  std::vector<std::string> suites;
  std::vector<std::string> framings;
  size_t jobs = 0;  // 0: one for each processor
  double timeout_scale = 1.0;
  CorpusOptions corpus;
  std::string json;  // file to write, or ""
  size_t findings = 10;
  bool strict = false;
};

// Why there is nothing to run, and the exit status of that.
struct Refusal {
  int status;
  std::string text;
};

std::vector<Config> SelectedConfigs(const RunCommandOptions& options) {
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

std::atomic<bool> g_interrupted{false};

void OnInterrupt(int) { g_interrupted = true; }

bool WantsColour(int fd) {
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(fd) == 1 && (no_color == nullptr || *no_color == '\0');
}

// A line that is written over again and again, on terminals only.
std::function<void(const CaseResult&, size_t, size_t)> ProgressLine() {
  if (::isatty(STDERR_FILENO) != 1) return nullptr;
  return [](const CaseResult& result, size_t done, size_t total) {
    const std::string text = fmt::format("{}/{}  {}", done, total, result.one_case->header.id);
    fmt::print(stderr, "\r\x1b[K{:.95}{}", text, done == total ? "\r\x1b[K" : "");
    std::fflush(stderr);
  };
}

int StatusOf(const SuiteResult& result, bool strict) {
  int status = kExitOk;
  for (const CaseResult& one : result.results) {
    if (one.verdict() == Verdict::kError) return kExitInternal;
    const bool unexpected =
        IsUnexpected(one.verdict()) || (strict && one.verdict() == Verdict::kNonstrict);
    if (unexpected) status = kExitUnexpected;
  }
  return result.interrupted ? kExitUnexpected : status;
}

bool IsNothingTested(const SuiteResult& result) {
  return std::ranges::all_of(
      result.results, [](const CaseResult& one) { return one.verdict() == Verdict::kUnsupported; });
}

std::expected<Adapter, Refusal> MakeAdapter(const RunCommandOptions& options) {
  const std::string text = options.iut.empty() ? FindEndpoint() : options.iut;
  if (text.empty()) {
    return std::unexpected(Refusal{
        kExitNoIut, "our asmtp-endpoint is not beside this program: build it, or say --iut"});
  }
  auto command = CommandTemplate::Parse(text);
  if (!command) return std::unexpected(Refusal{kExitUsage, "--iut: " + command.error()});
  Adapter adapter(*std::move(command), options.timeout_scale);
  if (auto asked = adapter.AskCapabilities(); !asked) {
    return std::unexpected(Refusal{kExitNoIut, asked.error()});
  }
  return adapter;
}

// Prints and writes what came of a run. Returns the exit status.
int Report(const RunCommandOptions& options, const SuiteResult& result, double seconds) {
  if (result.start_failure) return Fail(kExitNoIut, result.start_failure->what);
  const Console console(
      stdout, {.colour = WantsColour(STDOUT_FILENO),
               .command_hint = options.iut.empty() ? "" : " --iut \"" + options.iut + "\"",
               .findings_max = options.findings});
  console.PrintTable(result.results);
  console.PrintFindings(result.results);
  console.PrintSummary(result, seconds);
  if (!options.json.empty()) {
    const std::string error = WriteJsonReport(options.json, result, seconds);
    if (!error.empty()) return Fail(kExitInternal, error);
  }
  if (!result.interrupted && IsNothingTested(result)) {
    return Fail(kExitNoIut, "nothing was tested, every run is UNSUPPORTED: " +
                                result.results.front().play.text);
  }
  return StatusOf(result, options.strict);
}

bool IsAnyApplicable(const std::vector<const Case*>& cases, const std::vector<Config>& configs) {
  return std::ranges::any_of(cases, [&](const Case* one_case) {
    const std::vector<Config> own = ConfigsOf(*one_case);
    return std::ranges::any_of(configs, [&](const Config& c) { return Contains(own, c); });
  });
}

int RunCases(const RunCommandOptions& options) {
  const auto begin = Clock::now();
  const auto set = LoadCaseFiles(options.corpus, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selected = SelectCases(*set, options.globs);
  if (!selected) return Fail(kExitUsage, selected.error());
  const std::vector<Config> configs = SelectedConfigs(options);
  if (!IsAnyApplicable(*selected, configs)) {
    return Fail(kExitUsage, "none of these cases is for these roles, suites and framings");
  }
  if (!options.json.empty()) {
    const std::string why = WhyNotWritable(options.json);
    if (!why.empty()) return Fail(kExitUsage, "--json: " + why);
  }
  const auto adapter = MakeAdapter(options);
  if (!adapter) return Fail(adapter.error().status, adapter.error().text);

  std::signal(SIGINT, OnInterrupt);
  std::signal(SIGTERM, OnInterrupt);
  const SuiteResult result = RunSuite(
      *set, *selected, *adapter,
      {.timeout_scale = options.timeout_scale,
       .jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency()),
       .configs = configs,
       .progress = ProgressLine(),
       .interrupted = &g_interrupted});
  const std::chrono::duration<double> seconds = Clock::now() - begin;
  return Report(options, result, seconds.count());
}

CLI::Option& AddListOption(CLI::App& command, const std::string& name,
                           std::vector<std::string>& values, const std::string& help) {
  return *command.add_option(name, values, help + "; several behind commas")
              ->delimiter(',')
              ->allow_extra_args(false);
}

}  // namespace

void AddRunCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<RunCommandOptions>();
  CLI::App* command =
      app.add_subcommand("run", "play cases against an implementation (the default)");
  command->add_option("case", options->globs, "ids of cases, or globs such as 'frame/*'");
  command
      ->add_option("--iut", options->iut,
                   "command that starts the implementation under test, with {role} {addr} {iut_s} "
                   "{peer} {mode} {suite} {framing}; our own endpoint if not given")
      ->check(NotEmpty());
  // Each takes one word, so that the ids of cases may follow it.
  AddListOption(*command, "--role", options->roles, "roles of the IUT")
      .check(CLI::IsMember({"responder", "initiator"}));
  AddListOption(*command, "--suite", options->suites, "suites to use")
      .check(CLI::IsMember({"ed25519", "25519"}));
  AddListOption(*command, "--framing", options->framings, "framings to use")
      .check(CLI::IsMember({"u32", "u16"}));
  command
      ->add_option("-j,--jobs", options->jobs, "configurations played at once (one per processor)")
      ->check(CLI::Range(1, 64));
  command->add_option("--timeout-scale", options->timeout_scale, "factor of every deadline")
      ->check(NumberIn(0.01, 1000.0));
  command->add_option("--findings", options->findings,
                      "how many failures are printed in full (10)");
  command->add_option("--json", options->json, "write a report in JSON to this file");
  command->add_flag("--strict", options->strict, "NONSTRICT is an unexpected result too");
  AddCorpusOptions(*command, options->corpus);
  command->callback([options, &chosen] { chosen = [options] { return RunCases(*options); }; });
}

}  // namespace asmtp::conformance
