#include "conformance/report/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace asmtp::conformance {
namespace {

// What equal results have in common.
using Likeness = std::tuple<Verdict, std::string, std::string, noise::Role>;

Likeness LikenessOf(const ReportCase& one_case, const ReportResult& result) {
  if (IsAboutTheRun(result.verdict)) return {result.verdict, result.text, "", {}};
  return {result.verdict, result.text, one_case.family, result.config.role};
}

int Rank(Verdict verdict) {
  if (IsFailure(verdict)) return -static_cast<int>(verdict);
  return verdict == Verdict::kBlocked ? 0 : 1;
}

std::map<std::string_view, const ReportCase*> IndexOf(const Report& report) {
  std::map<std::string_view, const ReportCase*> index;
  for (const ReportCase& one_case : report.cases) index.emplace(one_case.id, &one_case);
  return index;
}

}  // namespace

bool IsAboutTheRun(Verdict verdict) {
  return verdict == Verdict::kBlocked || verdict == Verdict::kUnsupported;
}

bool IsFailure(Verdict verdict) { return IsUnexpected(verdict) && verdict != Verdict::kBlocked; }

std::vector<ReportFinding> FindingsOf(const Report& report) {
  const auto cases = IndexOf(report);
  std::vector<ReportFinding> findings;
  std::map<Likeness, size_t> places;
  for (const ReportResult& result : report.results) {
    const auto found = cases.find(result.case_id);
    if (result.verdict == Verdict::kPass || found == cases.end()) continue;
    const ReportCase& one_case = *found->second;
    const auto [place, is_new] = places.emplace(LikenessOf(one_case, result), findings.size());
    if (is_new) findings.push_back({.one_case = &one_case, .first = &result, .all = {}});
    findings[place->second].all.push_back(&result);
  }
  std::ranges::sort(findings, {}, [](const ReportFinding& finding) {
    return std::pair(Rank(finding.verdict()), finding.first);  // equal ones as in the report
  });
  return findings;
}

const std::string& WhatIsWrong(const ReportResult& result) {
  return result.text.empty() ? result.actual : result.text;
}

std::string DescribeRuns(const ReportFinding& finding) {
  const size_t others = finding.all.size() - 1;
  const std::string first = Describe(finding.first->config);
  return others == 0 ? first : fmt::format("{} and {} more", first, others);
}

std::string ClauseIds(const ReportCase& one_case) {
  std::string ids;
  for (const ClauseReference& clause : one_case.clauses)
    ids += (ids.empty() ? "" : " ") + clause.id;
  return ids;
}

}  // namespace asmtp::conformance
