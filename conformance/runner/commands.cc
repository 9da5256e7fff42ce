#include "conformance/runner/commands.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <set>
#include <thread>

#include "conformance/runner/case_files.h"
#include "conformance/runner/console.h"
#include "conformance/runner/json_report.h"
#include "conformance/runner/verify.h"

namespace asmtp::conformance {
namespace {

std::atomic<bool> g_interrupted{false};

void OnInterrupt(int) { g_interrupted = true; }

int Fail(int status, const std::string& sentence) {
  fmt::print(stderr, "asmtp-conform: {}\n", sentence);
  return status;
}

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

std::expected<Adapter, EarlyExit> MakeAdapter(const Options& options) {
  const std::string text = options.iut.empty() ? FindEndpoint() : options.iut;
  if (text.empty()) {
    return std::unexpected(EarlyExit{
        kExitNoIut, "our asmtp-endpoint is not beside this program: build it, or say --iut"});
  }
  auto command = CommandTemplate::Parse(text);
  if (!command) return std::unexpected(EarlyExit{kExitUsage, "--iut: " + command.error()});
  Adapter adapter(*std::move(command), options.timeout_scale);
  if (auto asked = adapter.AskCapabilities(); !asked) {
    return std::unexpected(EarlyExit{kExitNoIut, asked.error()});
  }
  return adapter;
}

// Prints and writes what came of a run. Returns the exit status.
int Report(const Options& options, const SuiteResult& result, double seconds) {
  if (result.start_failure) return Fail(kExitNoIut, result.start_failure->what);
  if (result.results.empty() && !result.interrupted) {
    return Fail(kExitUsage, "none of these cases is for these roles, suites and framings");
  }
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
  return StatusOf(result, options.strict);
}

void PrintLines(const Case& one_case) {
  for (const ClauseReference& clause : one_case.header.clauses) {
    fmt::print("  {} \"{}\"\n", clause.id, clause.quote);
  }
  for (const Step& step : one_case.steps) {
    fmt::print("  {:<60} {}:{}\n", step.text, step.file, step.line);
    for (const Tamper& tamper : step.tampers) fmt::print("    tamper {}\n", tamper.text);
    if (const auto* expect = std::get_if<Expect>(&step.body)) {
      for (const Expectation& e : expect->expectations) {
        fmt::print("    {} -> {}{}{}\n", e.pattern, Name(e.verdict), e.text.empty() ? "" : "  ",
                   e.text);
      }
    }
  }
}

}  // namespace

int RunCommand(const Options& options) {
  const auto begin = Clock::now();
  const auto set = LoadCaseFiles(options, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selected = SelectCases(*set, options.arguments);
  if (!selected) return Fail(kExitUsage, selected.error());
  const auto adapter = MakeAdapter(options);
  if (!adapter) return Fail(adapter.error().status, adapter.error().text);

  std::signal(SIGINT, OnInterrupt);
  std::signal(SIGTERM, OnInterrupt);
  const SuiteResult result = RunSuite(
      *set, *selected, *adapter,
      {.timeout_scale = options.timeout_scale,
       .jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency()),
       .configs = ConfigsOf(options),
       .progress = ProgressLine(),
       .interrupted = &g_interrupted});
  const std::chrono::duration<double> seconds = Clock::now() - begin;
  return Report(options, result, seconds.count());
}

int VerifyCommand(const Options& options) {
  const auto set = LoadCaseFiles(options, options.arguments);
  if (!set) return Fail(kExitUsage, set.error());
  const auto clauses = LoadClauses(options);
  if (!clauses) return Fail(kExitUsage, clauses.error());
  const std::set<std::string> files(options.arguments.begin(), options.arguments.end());
  size_t count = 0;
  size_t wrong = 0;
  std::set<std::string> said;  // derived cases repeat what is wrong with their base
  for (const Case& one_case : set->cases) {
    if (!files.empty() && !files.contains(one_case.file)) continue;
    ++count;
    const auto errors = Verify(one_case, &*clauses);
    wrong += errors.empty() ? size_t{0} : size_t{1};
    for (const SourceError& error : errors) {
      if (!said.insert(error.Format()).second) continue;
      fmt::print("{}\n  in case {}\n", error.Format(), one_case.header.id);
    }
  }
  fmt::print("{} cases verified, {} of them wrong\n", count, wrong);
  return wrong == 0 ? kExitOk : kExitUsage;
}

int ListCommand(const Options& options) {
  const auto set = LoadCaseFiles(options, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selected = SelectCases(*set, options.arguments);
  if (!selected) return Fail(kExitUsage, selected.error());
  std::string last;
  for (const Case* one_case : *selected) {
    const std::string family = FamilyOf(one_case->header.id);
    if (family == last) continue;
    last = family;
    const auto count = std::ranges::count_if(
        *selected, [&](const Case* c) { return FamilyOf(c->header.id) == family; });
    fmt::print("{:<50} {}{}\n", family, one_case->header.title,
               count > 1 ? fmt::format(" ({} cases)", count) : "");
  }
  fmt::print("{} cases\n", selected->size());
  return kExitOk;
}

int ExplainCommand(const Options& options) {
  const auto set = LoadCaseFiles(options, {});
  if (!set) return Fail(kExitUsage, set.error());
  const auto selected = SelectCases(*set, options.arguments);
  if (!selected) return Fail(kExitUsage, selected.error());
  for (const Case* one_case : *selected) {
    fmt::print("{}\n  {} ({})\n", one_case->header.id, one_case->header.title,
               Name(one_case->header.level));
    const std::string& control = one_case->header.control;
    if (!control.empty()) fmt::print("  control {}\n", control);
    PrintLines(*one_case);
  }
  return kExitOk;
}

int ConformMain(int argc, const char* const* argv) {
  const auto options = ParseOptions(argc, argv);
  if (!options && options.error().status == kExitOk) {
    fmt::print("{}", options.error().text);
    return kExitOk;
  }
  if (!options) return Fail(options.error().status, options.error().text);
  switch (options->command) {
    case Command::kRun:
      return RunCommand(*options);
    case Command::kVerify:
      return VerifyCommand(*options);
    case Command::kList:
      return ListCommand(*options);
    case Command::kExplain:
      return ExplainCommand(*options);
  }
  return kExitInternal;
}

}  // namespace asmtp::conformance
