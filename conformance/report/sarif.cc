#include "conformance/report/sarif.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/report/findings.h"
#include "conformance/report/shared/sarif_log.h"

namespace asmtp::conformance {
namespace {

constexpr const char* kRunRule = "run";

std::string_view LevelOf(Verdict verdict) {
  if (IsUnexpected(verdict)) return "error";
  return verdict == Verdict::kNonstrict ? "warning" : "note";
}

// Returns the severity of a violation of the clause.
std::string_view LevelOf(const ReportClause& clause) {
  if (clause.level == Level::kMust) return "error";
  return clause.level == Level::kShould ? "warning" : "note";
}

// The clauses that the cases quote.
std::vector<SarifRule> RulesOf(const Report& report) {
  std::vector<SarifRule> rules;
  const auto add = [&](const ReportClause& clause) {
    if (std::ranges::find(rules, clause.id, &SarifRule::id) != rules.end()) return;
    rules.push_back({clause.id, clause.text, std::string(LevelOf(clause)), clause.section});
  };
  for (const ReportCase& one_case : report.cases) {
    for (const ClauseReference& reference : one_case.clauses) {
      const ReportClause* clause = report.FindClause(reference.id);
      add(clause != nullptr
              ? *clause
              : ReportClause{.id = reference.id, .text = reference.quote, .level = one_case.level});
    }
  }
  return rules;
}

std::string MessageOf(const ReportFinding& finding) {
  const ReportResult& result = *finding.first;
  std::string text =
      fmt::format("{}: {} ({}).", result.case_id, WhatIsWrong(result), DescribeRuns(finding));
  if (!result.explanation.empty()) text += " " + result.explanation + ".";
  if (!result.reproduce.empty()) text += "\n" + result.reproduce;
  return text;
}

SarifResult ResultOf(const ReportFinding& finding) {
  const ReportResult& result = *finding.first;
  const bool at_step = !result.file.empty();
  const auto& clauses = finding.one_case->clauses;
  return {.rule = clauses.empty() ? "" : clauses.front().id,
          .level = std::string(LevelOf(result.verdict)),
          .message = MessageOf(finding),
          .file = at_step ? result.file : finding.one_case->file,
          .line = at_step ? result.line : 1,
          .fingerprint_name = "caseAndRole/v1",
          .fingerprint = fmt::format("{} {}", result.case_id, Name(result.config.role)),
          .properties = {{"verdict", Name(result.verdict)},
                         {"role", Name(result.config.role)},
                         {"runs", finding.all.size()}}};
}

// What makes the run fail although every case may pass. It has no place of its own.
SarifResult ResultOfRun(const std::string& sentence) {
  return {.rule = kRunRule,
          .level = "error",
          .message = sentence,
          .file = "SPEC.md",
          .line = 1,
          .fingerprint_name = "run/v1",
          .fingerprint = sentence};
}

}  // namespace

std::string WriteSarif(const Report& report) {
  SarifLog log{.tool = "asmtp-conform",
               .version = report.version,
               .command_line = report.command_line,
               .date = report.date,
               .successful = !report.interrupted,
               .rules = RulesOf(report)};
  for (const ReportFinding& finding : FindingsByRole(report)) {
    // A failed control has its own result.
    if (!IsAboutTheRun(finding.verdict())) log.results.push_back(ResultOf(finding));
  }
  for (const auto* sentences : {&report.leaks, &report.expectation_errors}) {
    for (const std::string& sentence : *sentences) {
      log.results.push_back(ResultOfRun(sentence));
    }
  }
  if (!report.leaks.empty() || !report.expectation_errors.empty()) {
    log.rules.push_back({kRunRule, "A run as a whole is as expected.", "error", ""});
  }
  return WriteSarifLog(log);
}

}  // namespace asmtp::conformance
