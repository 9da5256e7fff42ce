#include "conformance/report/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "conformance/report/event_text.h"
#include "conformance/report/findings.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

// What a test can come to; the name is the element's.
enum class Ending : uint8_t { kPassed, kFailure, kError, kSkipped };

Ending EndingOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
    case Verdict::kInfo:
    case Verdict::kNonstrict:
      return Ending::kPassed;
    case Verdict::kUnsupported:
    case Verdict::kXfail:
    case Verdict::kBlocked:
      return Ending::kSkipped;
    case Verdict::kFlaky:
    case Verdict::kXpass:
    case Verdict::kTimeout:
    case Verdict::kFail:
      return Ending::kFailure;
    case Verdict::kCrash:
    case Verdict::kError:
      return Ending::kError;
  }
  return Ending::kError;
}

std::string_view ElementOf(Ending ending) {
  return ending == Ending::kFailure ? "failure" : ending == Ending::kError ? "error" : "skipped";
}

using Runs = std::vector<const ReportResult*>;

size_t Count(const Runs& runs, Ending ending) {
  return static_cast<size_t>(std::ranges::count_if(
      runs, [&](const ReportResult* run) { return EndingOf(run->verdict) == ending; }));
}

double SecondsOf(uint64_t microseconds) { return static_cast<double>(microseconds) / 1e6; }

double SecondsOf(const Runs& runs) {
  double sum = 0;
  for (const ReportResult* run : runs) sum += SecondsOf(run->microseconds);
  return sum;
}

// The attributes that suites and the whole have in common.
std::string CountsOf(const Runs& runs, double seconds) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"",
                     runs.size(), Count(runs, Ending::kFailure), Count(runs, Ending::kError),
                     Count(runs, Ending::kSkipped), seconds);
}

std::string Property(std::string_view name, std::string_view value) {
  if (value.empty()) return "";
  return fmt::format("        <property name=\"{}\" value=\"{}\"/>\n", name, EscapeMarkup(value));
}

std::string PropertiesOf(const ReportCase& one_case, const ReportResult& run) {
  std::string text = "      <properties>\n";
  for (const ClauseReference& clause : one_case.clauses) text += Property("clause", clause.id);
  text += Property("level", Name(one_case.level));
  text += Property("role", Name(run.config.role));
  text += Property("suite", DhName(run.config.suite));
  text += Property("framing", asmtp::Name(run.config.framing));
  text += Property("transcript", one_case.file);
  text += Property("verdict", Name(run.verdict));
  return text + "      </properties>\n";
}

std::string BodyOf(const ReportCase& one_case, const ReportResult& run) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", name, value);
  };
  for (const ClauseReference& clause : one_case.clauses) add(clause.id, clause.quote);
  if (!run.file.empty()) add("at", fmt::format("{}:{}: {}", run.file, run.line, run.step));
  add("happened", run.actual);
  for (const std::string& allowed : run.allowed) add("allowed", allowed);
  add("explanation", run.explanation);
  add("reproduce", run.reproduce);
  return text;
}

std::string EndingElement(const ReportCase& one_case, const ReportResult& run) {
  const Ending ending = EndingOf(run.verdict);
  if (ending == Ending::kPassed) return "";
  const std::string_view element = ElementOf(ending);
  const std::string message = EscapeMarkup(WhatIsWrong(run));
  if (ending == Ending::kSkipped) {
    return fmt::format("      <skipped message=\"{}: {}\"/>\n", Name(run.verdict), message);
  }
  return fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", element,
                     Name(run.verdict), message, EscapeMarkup(BodyOf(one_case, run)));
}

std::string WireLogOf(const ReportResult& run) {
  std::string text;
  for (const ReportEvent& event : run.events) {
    for (const std::string& line : LinesOf(event)) text += line + "\n";
    for (const std::string& line : ByteLinesOf(event)) text += "             " + line + "\n";
  }
  return text;
}

std::string TextElement(std::string_view name, std::string_view text) {
  if (text.empty()) return "";
  return fmt::format("      <{0}>{1}</{0}>\n", name, EscapeMarkup(text));
}

std::string ClassName(const Config& config) {
  return fmt::format("{}.{}.{}", Name(config.role), DhName(config.suite),
                     asmtp::Name(config.framing));
}

std::string TestCase(const ReportCase& one_case, const ReportResult& run) {
  std::string text = fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"{:.6f}\">\n",
                                 EscapeMarkup(run.case_id), EscapeMarkup(ClassName(run.config)),
                                 SecondsOf(run.microseconds));
  text += PropertiesOf(one_case, run) + EndingElement(one_case, run);
  if (run.verdict != Verdict::kPass) {
    const bool passed = EndingOf(run.verdict) == Ending::kPassed;
    const std::string said =
        passed ? fmt::format("{}: {}\n", Name(run.verdict), WhatIsWrong(run)) : "";
    text += TextElement("system-out", said + WireLogOf(run));
    text += TextElement("system-err", run.errors);
  }
  return text + "    </testcase>\n";
}

std::string TestSuite(const Report& report, const Config& config, const Runs& runs) {
  // Without the Z: the schema's time has no zone.
  const std::string date =
      report.date.substr(0, std::min(report.date.find('Z'), report.date.size()));
  std::string text = fmt::format("  <testsuite name=\"{}\" {}", EscapeMarkup(Describe(config)),
                                 CountsOf(runs, SecondsOf(runs)));
  if (!date.empty()) text += fmt::format(" timestamp=\"{}\"", EscapeMarkup(date));
  text += ">\n    <properties>\n";
  for (const auto& [name, value] :
       {std::pair("iut", report.iut.name), std::pair("iut-version", report.iut.version),
        std::pair("tool-version", report.version),
        std::pair("command-line", report.command_line)}) {
    text += Property(name, value);
  }
  text += "    </properties>\n";
  for (const ReportResult* run : runs) {
    if (const ReportCase* one_case = report.FindCase(run->case_id))
      text += TestCase(*one_case, *run);
  }
  return text + "  </testsuite>\n";
}

}  // namespace

std::string WriteJunit(const Report& report) {
  Runs all;
  for (const ReportResult& run : report.results) all.push_back(&run);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites name=\"asmtp-conform\" {}>\n", CountsOf(all, report.seconds));
  for (const Config& config : AllConfigs()) {
    Runs runs;
    std::ranges::copy_if(all, std::back_inserter(runs),
                         [&](const ReportResult* run) { return run->config == config; });
    if (!runs.empty()) text += TestSuite(report, config, runs);
  }
  return text + "</testsuites>\n";
}

}  // namespace asmtp::conformance
