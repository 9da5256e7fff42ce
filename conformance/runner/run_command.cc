#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "conformance/cli/exit_status.h"
#include "conformance/cli/iut_options.h"
#include "conformance/cli/root.h"
#include "conformance/cli/selection_options.h"
#include "conformance/iut/keeper_list.h"
#include "conformance/report/make_report.h"
#include "conformance/report/shared/date.h"
#include "conformance/report/spec_outline.h"
#include "conformance/runner/command_line.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/played_cases.h"
#include "conformance/runner/progress.h"
#include "conformance/runner/report_output.h"
#include "conformance/runner/version.h"
#include "conformance/suite/expectations.h"
#include "conformance/suite/suite_run.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/interrupt.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

// Cases wait for silence more than they compute, so this many more IUTs than processors.
constexpr size_t kWaitingIuts = 4;
constexpr size_t kExpectationsMax = size_t{1} << 20;
constexpr size_t kSpecMax = size_t{16} << 20;

struct RunCommandOptions {
  SelectionFlags selection;
  MutationOptions mutations;
  IutFlags iut;
  CorpusOptions corpus;
  size_t jobs = 0;  // 0: one per processor, and kWaitingIuts
  size_t repeat = 1;
  size_t retries = 0;
  size_t max_failures = 0;
  std::string expectations;  // file, or ""
  bool update_expectations = false;
  ReportFiles files;
  PrintOptions print;
  bool strict = false;
  bool quiet = false;
  bool dry_run = false;
  bool pass_with_no_cases = false;
};

bool IsNothingTested(const SuiteResult& result) {
  return !result.results.empty() && std::ranges::all_of(result.results, [](const CaseResult& one) {
    return one.verdict() == Verdict::kUnsupported;
  });
}

int StatusOf(const SuiteResult& result, bool strict) {
  if (result.start_failure) return Fail(kExitNoIut, result.start_failure->what);
  const auto any = [&](auto predicate) { return std::ranges::any_of(result.results, predicate); };
  if (any([](const CaseResult& r) { return r.verdict() == Verdict::kError && !r.iut_missing; })) {
    return Fail(kExitInternal, "the harness could not play some cases; see ERROR");
  }
  if (!result.interrupted && IsNothingTested(result)) {
    return Fail(kExitNoIut, "nothing was tested; every run is UNSUPPORTED: " +
                                result.results.front().play.text);
  }
  const bool failed = any([&](const CaseResult& r) { return IsFailure(r, strict); });
  const bool well =
      !failed && !result.interrupted && result.leaks.empty() && result.expectation_errors.empty();
  return well ? kExitOk : kExitUnexpected;
}

std::expected<ExpectationsFile, std::string> LoadExpectations(const RunCommandOptions& options) {
  std::error_code error;
  if (options.update_expectations && !std::filesystem::exists(options.expectations, error)) {
    return ExpectationsFile{.file = options.expectations};
  }
  const auto text = ReadTextFile(options.expectations, kExpectationsMax);
  if (!text) {
    return std::unexpected("cannot read '" + options.expectations + "': " + text.error());
  }
  auto file = ReadExpectations(options.expectations, *text);
  if (!file) return std::unexpected(file.error().Format());
  return *std::move(file);
}

// Rewrites the file to match the result. Returns "" or an error sentence.
std::string RewriteExpectations(const Selection& selection, ExpectationsFile& file,
                                const SuiteResult& result) {
  const std::string text = UpdateExpectations(file, selection.left_for_endurance, result);
  ExpectationsFile fresh;
  const auto why_unusable = [&](std::string_view bytes) {
    auto read = ReadExpectations(file.file, bytes);
    if (!read) return read.error().Format();
    fresh = *std::move(read);
    return std::string();
  };
  std::string why = WriteFile(file.file, text, {.why_unusable = why_unusable});
  if (why.empty()) file = std::move(fresh);
  return why;
}

// Returns what is wrong with a specification that the user has named, or "".
std::string WhyNoSpecification(const std::string& file) {
  if (file.empty()) return "";
  const auto text = ReadTextFile(file, kSpecMax);
  if (!text) return "--spec: cannot read '" + file + "': " + text.error();
  return ReadOutline(*text).empty() ? "--spec: '" + file + "' has no clauses" : "";
}

// Checks the options before anything is played. Returns "" or an error sentence.
std::string FindMistake(const RunCommandOptions& options, const Selection& selection) {
  std::string unwritable = WhyNotWritable(options.files);
  if (!unwritable.empty()) return unwritable;
  std::string no_specification = WhyNoSpecification(options.corpus.spec);
  if (!no_specification.empty()) return no_specification;
  if (!options.update_expectations) return "";
  if (options.expectations.empty()) return "--update-expectations needs --expectations FILE";
  if (selection.filtered) {
    return "--update-expectations: some cases are filtered out and would lose their lines; run all "
           "cases";
  }
  const std::string why = WhyNotWritable(options.expectations);
  return why.empty() ? "" : "--expectations: " + why;
}

// Returns the options that play a single case against the same IUT again.
std::vector<std::string> OptionsAgain(const RunCommandOptions& options) {
  std::vector<std::string> words = WordsOf(options.iut);
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) words.insert(words.end(), {name, value});
  };
  add("--transcripts", options.corpus.transcripts);
  if (options.iut.scale_given) add("--timeout-scale", fmt::format("{}", options.iut.timeout_scale));
  return words;
}

// Returns the clauses of the specification, with the reason why no case can test some of them.
// Empty without a specification, because a run does not need one.
std::vector<ReportClause> Clauses(const CorpusOptions& options) {
  const auto text = ReadTextFile(
      options.spec.empty() ? FindRoot("SPEC.md") / "SPEC.md" : std::filesystem::path(options.spec),
      kSpecMax);
  std::vector<ReportClause> clauses = ReadOutline(text.value_or(""));
  const auto ledger = LoadLedger("");
  if (!ledger) return clauses;
  for (const LedgerEntry& entry : ledger->entries) {
    const auto found = std::ranges::find(clauses, entry.clause, &ReportClause::id);
    if (found != clauses.end()) found->untestable = entry.reason;
  }
  return clauses;
}

ReportIut DescribeSource(const IutFlags& flags, const IutSource& source) {
  if (const auto* adapter = dynamic_cast<const Adapter*>(&source)) {
    return DescribeIut(adapter->capabilities(), flags.iut.empty() ? FindEndpoint() : flags.iut);
  }
  return {.name = flags.connect.empty() ? flags.listen : flags.connect};
}

AboutRun About(const RunCommandOptions& options, const PlayedCases& played, ReportIut iut) {
  std::vector<std::string> program = ProgramWords();
  program.emplace_back("run");
  return {.version = std::string(kVersion),
          .date = DateNow(),
          .command_line = CommandLine(),
          .specification = "ASMTP version 1",
          .mutation_seed =
              options.mutations.count.empty() ? "" : std::to_string(options.mutations.seed),
          .shuffle_seed = options.selection.shuffle,
          .iut = std::move(iut),
          .clauses = Clauses(options.corpus),
          .program = std::move(program),
          .options = OptionsAgain(options),
          .files = played.files};
}

// Prints the results and writes the reports. Returns the exit status.
int ReportRun(const RunCommandOptions& options, const CaseSet& set, const SuiteResult& result,
              const AboutRun& about) {
  const Report report = MakeReport(set, result, about);
  if (!result.start_failure) {
    PrintOptions print = options.print;
    if (options.quiet) print.table.clear();
    PrintReport(report, print);
  }
  const std::string error = WriteReportFiles(options.files, {&report, 1});
  if (!error.empty()) return Fail(kExitInternal, error);
  if (!result.start_failure && !options.files.html.empty()) {
    Say("report: {}\n", options.files.html);
  }
  return StatusOf(result, options.strict);
}

// The result of a run whose IUT cannot be used at all: each run is an ERROR, in every report. The
// reports of an earlier run would look like those of this one.
SuiteResult NothingStarted(const Selection& selection, const std::string& why) {
  SuiteResult result{.results = {}, .start_failure = StartFailure{.what = why}};
  for (const Case* one_case : selection.cases) {
    for (const Config& config : ConfigsOf(*one_case)) {
      if (!selection.Wants(*one_case, config)) continue;
      CaseResult& one = result.results.emplace_back();
      one.one_case = one_case;
      one.config = config;
      one.iut_missing = true;
      one.play.Add({.reason = Reason::kNoIut, .what = why}, one_case->header.level);
    }
  }
  return result;
}

int PrintPlan(const Selection& selection) {
  for (const Case* one_case : selection.cases) {
    for (const Config& config : ConfigsOf(*one_case)) {
      if (selection.Wants(*one_case, config))
        Say("{:<56} {}\n", one_case->header.id, Describe(config));
    }
  }
  Say("{} cases in {} runs\n", selection.cases.size(), selection.CountRuns());
  return kExitOk;
}

SuiteResult RunSelection(const RunCommandOptions& options, const CaseSet& set,
                         const Selection& selection, const IutSource& source) {
  const size_t processors = std::max(1U, std::thread::hardware_concurrency());
  const size_t jobs = options.jobs != 0 ? options.jobs : processors + kWaitingIuts;
  CatchSignals();
  return RunSuite(set, selection.cases, source,
                  {.timeout_scale = options.iut.timeout_scale,
                   .calibrate = !options.iut.scale_given,
                   .no_deadlines = options.iut.debug,
                   .jobs = options.iut.debug ? 1 : jobs,
                   .configs = selection.configs,
                   .wanted = selection.wanted,
                   .repeat = options.repeat,
                   .retries = options.retries,
                   .max_failures = options.max_failures,
                   .strict = options.strict,
                   .progress = ProgressOf(options.quiet)});
}

int RunCases(RunCommandOptions options) {
  options.files = WithDefaults(std::move(options.files));
  const auto begin = Clock::now();
  const auto played = LoadPlayedCases(options.corpus, options.selection.globs, options.mutations);
  if (!played) return Fail(kExitUsage, played.error());
  SelectionFlags flags = options.selection;
  flags.globs = played->globs;
  NarrowToStock(options.iut, flags);
  const auto selection = SelectByFlags(played->set, flags, options.pass_with_no_cases);
  if (!selection) return Fail(kExitUsage, selection.error());
  if (options.dry_run) return PrintPlan(*selection);
  const std::string mistake = FindMistake(options, *selection);
  if (!mistake.empty()) return Fail(kExitUsage, mistake);
  std::optional<ExpectationsFile> expectations;
  if (!options.expectations.empty()) {
    auto loaded = LoadExpectations(options);
    if (!loaded) return Fail(kExitUsage, "--expectations: " + loaded.error());
    expectations = *std::move(loaded);
  }
  const auto source = MakeSource(options.iut);
  if (!source && source.error().status == kExitNoIut) {
    return ReportRun(options, played->set, NothingStarted(*selection, source.error().text),
                     About(options, *played, {.command = options.iut.iut}));
  }
  if (!source) return Fail(source.error().status, source.error().text);
  const std::string untold = WhyUntold(options.iut, selection->configs, **source);
  if (!untold.empty()) Say(stderr, "asmtp-conform: warning: {}\n", untold);
  AboutRun about = About(options, *played, DescribeSource(options.iut, **source));
  SuiteResult result = RunSelection(options, played->set, *selection, **source);
  for (std::string& survivor : TakeSurvivors()) {
    fmt::print(stderr, "asmtp-conform: warning: {}\n", survivor);
    result.notes.push_back(std::move(survivor));
  }
  if (!selection->left_for_endurance.empty()) {
    result.notes.push_back(fmt::format("{} endurance cases were left out; --endurance plays them",
                                       selection->left_for_endurance.size()));
  }
  if (options.update_expectations && !result.interrupted && !result.start_failure) {
    const std::string error = RewriteExpectations(*selection, *expectations, result);
    if (!error.empty()) return Fail(kExitInternal, error);
  }
  if (expectations) {
    ApplyExpectations(*expectations,
                      {.today = Today(),
                       .filtered = selection->filtered,
                       .not_played = selection->left_for_endurance},
                      result);
  }
  about.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  const int status = ReportRun(options, played->set, result, about);
  const std::string why = KeepFailures(*played, result.results, options.mutations.keep, **source,
                                       options.iut.timeout_scale);
  return why.empty() ? status : Fail(kExitInternal, why);
}

void AddReportOptions(cli::Command& command, RunCommandOptions& options) {
  AddPrintOptions(command, options.print);
  AddReportFileOptions(command, options.files, /*with_json=*/true);
  command.Add({"--strict", &options.strict, "treat NONSTRICT as unexpected"});
  command.Add({"-q,--quiet", &options.quiet, "print neither progress nor the table"});
}

}  // namespace

cli::Command RunCommand() {
  auto options = std::make_shared<RunCommandOptions>();
  cli::Command command{.name = "run",
                       .about = "play cases against an implementation (the default)"};
  AddSelectionOptions(command, options->selection);
  AddMutationOptions(command, options->mutations);
  AddIutOptions(command, options->iut);
  command.Add({"-j,--jobs", &options->jobs,
               "number of IUTs to play against at once (four more than processors)",
               cli::InRange(1, 64)});
  command.Add(
      {"--repeat", &options->repeat, "number of times to play each case", cli::InRange(1, 10'000)});
  command.Add({"--retry-failed", &options->retries,
               "retries of each unexpected result; FLAKY if a retry is as expected",
               cli::InRange(0, 100)});
  command.Add({"--max-failures", &options->max_failures, "stop after this many unexpected results",
               cli::InRange(1, 1'000'000)});
  command.Add({"--expectations",
               &options->expectations,
               "file of known failures",
               {[](const std::string& text) { return text.empty() ? "expected a file name" : ""; },
                "FILE"}});
  command.Add({"--update-expectations", &options->update_expectations,
               "rewrite that file to match this run"});
  command.Add({"--pass-with-no-cases", &options->pass_with_no_cases,
               "exit with status 0 if the filters leave no case, as in a small --shard"});
  command.Add({"--dry-run", &options->dry_run, "list the runs without playing them"});
  AddReportOptions(command, *options);
  AddCorpusOptions(command, options->corpus);
  command.run = [options] { return RunCases(*options); };
  return command;
}

}  // namespace asmtp::conformance
