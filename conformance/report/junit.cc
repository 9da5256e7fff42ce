#include "conformance/report/junit.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "conformance/report/event_text.h"
#include "conformance/report/findings.h"
#include "conformance/report/shared/junit_xml.h"

namespace asmtp::conformance {
namespace {

JunitEnding EndingOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
    case Verdict::kInfo:
    case Verdict::kNonstrict:
      return JunitEnding::kPassed;
    case Verdict::kUnsupported:
    case Verdict::kXfail:
    case Verdict::kBlocked:
      return JunitEnding::kSkipped;
    case Verdict::kFlaky:
    case Verdict::kXpass:
    case Verdict::kTimeout:
    case Verdict::kFail:
      return JunitEnding::kFailure;
    case Verdict::kCrash:
    case Verdict::kError:
      return JunitEnding::kError;
  }
  return JunitEnding::kError;
}

JunitProperties PropertiesOf(const ReportCase& one_case, const ReportResult& run) {
  JunitProperties properties;
  for (const ClauseReference& clause : one_case.clauses) {
    properties.emplace_back("clause", clause.id);
  }
  properties.emplace_back("level", Name(one_case.level));
  properties.emplace_back("role", Name(run.config.role));
  properties.emplace_back("suite", DhName(run.config.suite));
  properties.emplace_back("framing", asmtp::Name(run.config.framing));
  properties.emplace_back("transcript", one_case.file);
  properties.emplace_back("verdict", Name(run.verdict));
  if (run.expectation) {
    properties.emplace_back("expectation", run.expectation->where);
    properties.emplace_back("expectation-reason", run.expectation->reason);
  }
  return properties;
}

std::string BodyOf(const ReportCase& one_case, const ReportResult& run) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", name, value);
  };
  for (const ClauseReference& clause : one_case.clauses) add(clause.id, clause.quote);
  if (!run.file.empty()) add("at", fmt::format("{}:{}: {}", run.file, run.line, run.step));
  add("found", run.actual);
  for (const std::string& allowed : run.allowed) add("expected", allowed);
  add("explanation", run.explanation);
  add("reproduce", run.reproduce);
  return text;
}

std::string WireLogOf(const ReportResult& run) {
  std::string text;
  for (const ReportEvent& event : run.events) {
    for (const std::string& line : LinesOf(event)) text += line + "\n";
    for (const std::string& line : ByteLinesOf(event)) text += "             " + line + "\n";
  }
  return text;
}

std::string ClassName(const Config& config) {
  return fmt::format("{}.{}.{}", Name(config.role), DhName(config.suite),
                     asmtp::Name(config.framing));
}

JunitTest TestOf(const ReportCase& one_case, const ReportResult& run) {
  JunitTest test{.name = run.case_id,
                 .classname = ClassName(run.config),
                 .seconds = static_cast<double>(run.microseconds) / 1e6,
                 .properties = PropertiesOf(one_case, run),
                 .ending = EndingOf(run.verdict),
                 .type = std::string(Name(run.verdict)),
                 .message = WhatIsWrong(run),
                 .body = BodyOf(one_case, run)};
  if (test.ending == JunitEnding::kSkipped) test.message = test.type + ": " + test.message;
  if (run.verdict == Verdict::kPass) return test;
  const bool passed = test.ending == JunitEnding::kPassed;
  const std::string said = passed ? fmt::format("{}: {}\n", test.type, WhatIsWrong(run)) : "";
  test.output = said + WireLogOf(run);
  test.errors = run.errors;
  return test;
}

// The runs of one configuration.
JunitSuite SuiteOf(const Report& report, const Config& config) {
  JunitSuite suite{.name = Describe(config),
                   .date = report.date,
                   .properties = {{"iut", report.iut.name},
                                  {"iut-version", report.iut.version},
                                  {"tool-version", report.version},
                                  {"seed", report.mutation_seed},
                                  {"shuffle-seed", report.shuffle_seed},
                                  {"command-line", report.command_line}}};
  for (const ReportResult& run : report.results) {
    const ReportCase* one_case = run.config == config ? report.FindCase(run.case_id) : nullptr;
    if (one_case != nullptr) suite.tests.push_back(TestOf(*one_case, run));
  }
  return suite;
}

// What makes the run fail although every case may pass.
JunitSuite SuiteOfRun(const Report& report) {
  JunitSuite suite{.name = "run", .date = report.date};
  const auto add = [&](const std::string& name, const std::string& message) {
    suite.tests.push_back({.name = name,
                           .classname = "run",
                           .ending = JunitEnding::kFailure,
                           .type = "FAIL",
                           .message = message});
  };
  for (const std::string& leak : report.leaks) add("leak", leak);
  for (const std::string& error : report.expectation_errors) add("expectations", error);
  if (report.interrupted) add("complete", "the run ended before all its cases were played");
  return suite;
}

}  // namespace

std::string WriteJunit(const Report& report) {
  std::vector<JunitSuite> suites;
  for (const Config& config : AllConfigs()) {
    JunitSuite suite = SuiteOf(report, config);
    if (!suite.tests.empty()) suites.push_back(std::move(suite));
  }
  JunitSuite run = SuiteOfRun(report);
  if (!run.tests.empty()) suites.push_back(std::move(run));
  return WriteJunit("asmtp-conform", report.seconds, suites);
}

}  // namespace asmtp::conformance
