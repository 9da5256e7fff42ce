#include <fmt/format.h>

#include "conformance/report/shared/junit_xml.h"
#include "fuzz/results/formats.h"
#include "fuzz/results/summary.h"

namespace asmtp::fuzz {
namespace {

using conformance::JunitEnding;
using conformance::JunitSuite;
using conformance::JunitTest;

JunitTest ReplayTest(const TargetReport& target) {
  return {.name = "replay",
          .classname = target.name,
          .ending = target.was_run ? JunitEnding::kPassed : JunitEnding::kSkipped,
          .message = "not run",
          .output = fmt::format("{} inputs of the corpus\n", target.replayed)};
}

JunitTest FuzzTest(const TargetReport& target) {
  std::string output = fmt::format(
      "{} executions, {:.0f} per second, {} edges, {} features, corpus of {} inputs in {} bytes\n",
      target.executions, target.ExecutionsPerSecond(), target.coverage, target.features,
      target.corpus_inputs, target.corpus_bytes);
  for (const std::string& line : DepthLines(target)) output += line + "\n";
  return {.name = "fuzz",
          .classname = target.name,
          .seconds = target.seconds,
          .ending = target.executions != 0 ? JunitEnding::kPassed : JunitEnding::kSkipped,
          .message = "not run",
          .output = output};
}

JunitTest TestOf(const Finding& finding) {
  std::string report;
  for (const std::string& line : finding.crash.report) report += line + "\n";
  return {.name = finding.crash.Signature(),
          .classname = finding.target,
          .properties = {{"origin", std::string(Name(finding.origin))},
                         {"reliability", finding.Reliability()},
                         {"input", finding.input}},
          .ending = JunitEnding::kFailure,
          .type = finding.crash.kind,
          .message = finding.crash.sentence,
          .body = FindingText(finding) + "\n" + report};
}

JunitTest ProblemTest(const TargetReport& target) {
  std::string all;
  for (const std::string& problem : target.problems) all += problem + "\n";
  return {.name = "set-up",
          .classname = target.name,
          .ending = JunitEnding::kError,
          .type = "infrastructure",
          .message = target.problems.front(),
          .body = all};
}

}  // namespace

std::string FuzzJunit(const FuzzReport& report) {
  std::vector<JunitSuite> suites;
  for (const TargetReport& target : report.targets) {
    JunitSuite suite{
        .name = target.name,
        .date = report.date,
        .properties = {{"tool-version", report.version}, {"command-line", report.command_line}},
        .tests = {ReplayTest(target), FuzzTest(target)}};
    for (const Finding& finding : target.findings) suite.tests.push_back(TestOf(finding));
    if (!target.problems.empty()) suite.tests.push_back(ProblemTest(target));
    suites.push_back(std::move(suite));
  }
  return conformance::WriteJunit("asmtp-fuzz", report.seconds, suites);
}

}  // namespace asmtp::fuzz
