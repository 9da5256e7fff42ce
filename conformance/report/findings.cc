#include "conformance/report/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "conformance/report/causes.h"

namespace asmtp::conformance {
namespace {

using CaseIndex = std::map<std::string_view, const ReportCase*>;

CaseIndex IndexOf(const Report& report) {
  CaseIndex index;
  for (const ReportCase& one_case : report.cases) index.emplace(one_case.id, &one_case);
  return index;
}

// The key by which results are grouped.
struct Likeness {
  Verdict verdict;
  std::string text;
  std::string family;
  std::string hypothesis;
  noise::Role role;

  auto operator<=>(const Likeness&) const = default;
};

Likeness LikenessOf(const ReportCase& one_case, const ReportResult& result, bool by_role) {
  Likeness alike{result.verdict, result.text, "", "", {}};
  if (IsAboutTheRun(result.verdict)) return alike;
  if (by_role) alike.role = result.config.role;
  // INFO is grouped across all cases.
  const bool of_all = !by_role && result.verdict == Verdict::kInfo && !result.text.empty();
  if (!of_all) alike.family = one_case.family;
  return alike;
}

// Returns the first reason for each group of failures. A reason found in one role serves the other.
std::map<Likeness, std::string> ReasonsOf(const Report& report, const CaseIndex& cases) {
  std::map<Likeness, std::string> reasons;
  for (const ReportResult& result : report.results) {
    const auto found = cases.find(result.case_id);
    if (result.hypothesis.empty() || found == cases.end()) continue;
    reasons.emplace(LikenessOf(*found->second, result, /*by_role=*/false), result.hypothesis);
  }
  return reasons;
}

// Failures, then what they block, then the rest.
int Rank(Verdict verdict) {
  if (IsFailure(verdict)) return 0;
  return verdict == Verdict::kBlocked ? 1 : 2;
}

// Returns the positions of families in the order in which to fix them.
std::map<std::string_view, size_t> OrderOf(const std::vector<ReportCause>& causes) {
  std::map<std::string_view, size_t> order;
  for (const ReportCause& cause : causes) {
    order.emplace(cause.one_case->family, order.size());
    for (const ReportCase* other : cause.others) order.emplace(other->family, order.size());
  }
  return order;
}

bool SaysMore(const ReportResult& a, const ReportResult& b) {
  return std::pair(!a.hypothesis.empty(), !a.explanation.empty()) >
         std::pair(!b.hypothesis.empty(), !b.explanation.empty());
}

std::vector<ReportFinding> Group(const Report& report, bool by_role) {
  const CaseIndex cases = IndexOf(report);
  const auto reasons = ReasonsOf(report, cases);
  std::vector<ReportFinding> findings;
  std::map<Likeness, size_t> places;
  for (const ReportResult& result : report.results) {
    const auto found = cases.find(result.case_id);
    if (result.verdict == Verdict::kPass || found == cases.end()) continue;
    const ReportCase& one_case = *found->second;
    Likeness alike = LikenessOf(one_case, result, by_role);
    const auto reason = reasons.find(alike);
    alike.hypothesis = result.hypothesis;
    if (alike.hypothesis.empty() && reason != reasons.end()) alike.hypothesis = reason->second;
    const auto [place, is_new] = places.emplace(std::move(alike), findings.size());
    if (is_new) findings.push_back({.one_case = &one_case, .first = &result, .all = {}});
    ReportFinding& finding = findings[place->second];
    finding.all.push_back(&result);
    if (SaysMore(result, *finding.first)) finding.first = &result;
  }
  return findings;
}

std::vector<ReportFinding> Find(const Report& report, bool by_role) {
  std::vector<ReportFinding> findings = Group(report, by_role);
  const auto order = OrderOf(CausesOf(report));
  std::ranges::sort(findings, {}, [&](const ReportFinding& finding) {
    const auto place = order.find(finding.one_case->family);
    const bool failed = place != order.end() && IsFailure(finding.verdict());
    return std::tuple(Rank(finding.verdict()), failed ? place->second : 0,
                      -static_cast<int>(failed ? finding.verdict() : Verdict::kPass),
                      finding.all.front());  // equal ones as in the report
  });
  return findings;
}

}  // namespace

bool IsAboutTheRun(Verdict verdict) {
  return verdict == Verdict::kBlocked || verdict == Verdict::kUnsupported;
}

bool IsFailure(Verdict verdict) { return IsUnexpected(verdict) && verdict != Verdict::kBlocked; }

std::vector<ReportFinding> FindingsOf(const Report& report) {
  return Find(report, /*by_role=*/false);
}

std::vector<ReportFinding> FindingsByRole(const Report& report) {
  return Find(report, /*by_role=*/true);
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
