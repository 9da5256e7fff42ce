#include <fmt/format.h>

#include <algorithm>

#include "conformance/report/shared/sarif_log.h"
#include "fuzz/results/formats.h"
#include "fuzz/results/summary.h"

namespace asmtp::fuzz {
namespace {

using conformance::SarifLog;
using conformance::SarifResult;
using conformance::SarifRule;

// Each law is a rule, and so is each kind of failure without a law.
SarifRule RuleOf(const Crash& crash) {
  if (crash.law.empty()) return {.id = crash.kind, .text = "no input makes a target fail this way"};
  const size_t colon = crash.sentence.find(": ");
  return {.id = crash.law,
          .text = colon == std::string::npos ? crash.sentence : crash.sentence.substr(colon + 2)};
}

SarifResult ResultOf(const Finding& finding, const std::string& rule) {
  const bool is_placed = !finding.crash.file.empty();
  return {.rule = rule,
          .message =
              fmt::format("{}, {}: {}", finding.target, Name(finding.origin), FindingText(finding)),
          // Code scanning refuses a log with a result without location. Lack of memory or time has
          // none in our sources.
          .file = is_placed ? finding.crash.file : fmt::format("fuzz/{}.cc", finding.target),
          .line = is_placed ? finding.crash.line : 1,
          .fingerprint_name = "targetAndCause/v1",
          .fingerprint = finding.target + " " + finding.crash.Signature(),
          .properties = {{"target", finding.target},
                         {"origin", Name(finding.origin)},
                         {"reliability", finding.Reliability()}}};
}

}  // namespace

std::string FuzzSarif(const FuzzReport& report) {
  SarifLog log{.tool = "asmtp-fuzz",
               .version = report.version,
               .command_line = report.command_line,
               .date = report.date,
               .successful = !report.interrupted && !report.HasProblems()};
  for (const TargetReport& target : report.targets) {
    for (const Finding& finding : target.findings) {
      SarifRule rule = RuleOf(finding.crash);
      log.results.push_back(ResultOf(finding, rule.id));
      if (std::ranges::find(log.rules, rule.id, &SarifRule::id) == log.rules.end()) {
        log.rules.push_back(std::move(rule));
      }
    }
  }
  return WriteSarifLog(log);
}

}  // namespace asmtp::fuzz
