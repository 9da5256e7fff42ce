#include "conformance/report/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "conformance/report/console.h"
#include "conformance/report/findings.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

constexpr size_t kNameWidth = 44;
constexpr size_t kColumnWidth = 12;

using RunId = std::tuple<std::string, noise::Role, Suite, Framing>;
using Results = std::vector<const ReportResult*>;

RunId IdOf(const ReportResult& result) {
  return {result.case_id, result.config.role, result.config.suite, result.config.framing};
}

// The results of all reports by run, in order of first appearance.
struct Runs {
  std::vector<RunId> order;
  std::map<RunId, Results> results;
};

Runs RunsOf(std::span<const Report> reports) {
  Runs runs;
  for (size_t i = 0; i < reports.size(); ++i) {
    for (const ReportResult& result : reports[i].results) {
      Results& row = runs.results[IdOf(result)];
      if (row.empty()) {
        row.resize(reports.size());
        runs.order.push_back(IdOf(result));
      }
      row[i] = &result;
    }
  }
  return runs;
}

bool IsComparable(const ReportResult* result) {
  return result != nullptr && !IsAboutTheRun(result->verdict);
}

// Whether the comparable results differ in the projected value.
template <class Projection>
bool Differ(const Results& results, Projection projection) {
  const ReportResult* first = nullptr;
  return std::ranges::any_of(results, [&](const ReportResult* result) {
    if (!IsComparable(result)) return false;
    if (first == nullptr) first = result;
    return std::invoke(projection, *result) != std::invoke(projection, *first);
  });
}

// PASS and INFO: what SPEC.md leaves open.
Verdict Weighed(const ReportResult& result) {
  return result.verdict == Verdict::kInfo ? Verdict::kPass : result.verdict;
}

std::optional<Disagreement::Kind> KindOf(const Results& results) {
  if (Differ(results, Weighed)) return Disagreement::Kind::kVerdict;
  if (Differ(results, &ReportResult::behaviour)) return Disagreement::Kind::kBehaviour;
  if (Differ(results, &ReportResult::close)) return Disagreement::Kind::kClose;
  return std::nullopt;
}

const ReportResult& FirstOf(const Disagreement& disagreement) {
  return **std::ranges::find_if(disagreement.results, IsComparable);
}

// Whether two disagreements differ only in suite and framing.
bool AreAlike(const Disagreement& a, const Disagreement& b) {
  if (a.kind != b.kind || FirstOf(a).case_id != FirstOf(b).case_id) return false;
  if (FirstOf(a).config.role != FirstOf(b).config.role) return false;
  return std::ranges::equal(a.results, b.results, [](const auto* x, const auto* y) {
    if (x == nullptr || y == nullptr) return x == y;
    return std::tie(x->verdict, x->behaviour, x->close) ==
           std::tie(y->verdict, y->behaviour, y->close);
  });
}

std::string BehaviourOf(const ReportResult& result) {
  std::string text = std::string(Name(result.verdict));
  if (!result.behaviour.empty()) text += ", " + result.behaviour;
  if (!result.close.empty()) text += " (" + result.close + ")";
  if (result.verdict != Verdict::kPass) text += ": " + WhatIsWrong(result);
  return text;
}

std::string NameOf(const Report& report) {
  return report.iut.name.empty() ? "?" : Printable(report.iut.name);
}

// Returns a letter for each configuration, responder first.
std::string Letters(const Report& report, std::string_view family) {
  std::string letters;
  std::map<std::string_view, const ReportCase*> cases;
  for (const ReportCase& one_case : report.cases) {
    if (one_case.family == family) cases.emplace(one_case.id, &one_case);
  }
  for (const Config& config : AllConfigs()) {
    std::optional<Verdict> worst;
    for (const ReportResult& result : report.results) {
      if (result.config != config || !cases.contains(result.case_id)) continue;
      worst = Worse(worst.value_or(result.verdict), result.verdict);
    }
    if (letters.size() == 4) letters += ' ';
    letters += worst ? LetterOf(*worst) : '.';
  }
  return letters;
}

std::string Grid(std::span<const Report> reports, std::span<const Disagreement> disagreements) {
  std::map<std::string_view, std::string_view> family_of;
  std::vector<std::string_view> order;
  for (const Report& report : reports) {
    for (const ReportCase& one_case : report.cases) {
      if (!family_of.emplace(one_case.id, one_case.family).second) continue;
      if (std::ranges::find(order, one_case.family) == order.end())
        order.push_back(one_case.family);
    }
  }
  std::map<std::string_view, Disagreement::Kind> worst;
  for (const Disagreement& one : disagreements) {
    const auto [place, fresh] = worst.emplace(family_of[FirstOf(one).case_id], one.kind);
    if (!fresh) place->second = std::min(place->second, one.kind);
  }
  std::string text = fmt::format("{:<{}}", "case", kNameWidth);
  for (const Report& report : reports)
    text += fmt::format("  {:<{}.{}}", NameOf(report), kColumnWidth, kColumnWidth);
  text += "\n";
  for (const std::string_view family : order) {
    text += fmt::format("{:<{}}", Printable(family), kNameWidth);
    for (const Report& report : reports)
      text += fmt::format("  {:<{}}", Letters(report, family), kColumnWidth);
    const auto found = worst.find(family);
    text += fmt::format("  {}\n", found == worst.end() ? "=" : Name(found->second));
  }
  return text;
}

}  // namespace

std::string_view Name(Disagreement::Kind kind) {
  switch (kind) {
    case Disagreement::Kind::kVerdict:
      return "verdict";
    case Disagreement::Kind::kBehaviour:
      return "behaviour";
    case Disagreement::Kind::kClose:
      return "close";
  }
  return "?";
}

std::vector<Disagreement> DisagreementsOf(std::span<const Report> reports) {
  const Runs runs = RunsOf(reports);
  std::vector<Disagreement> all;
  for (const RunId& id : runs.order) {
    const Results& results = runs.results.at(id);
    const auto kind = KindOf(results);
    if (!kind) continue;
    const Disagreement fresh{.kind = *kind, .results = results};
    const auto same = std::ranges::find_if(
        all, [&](const Disagreement& known) { return AreAlike(known, fresh); });
    if (same != all.end()) {
      ++same->runs;
    } else {
      all.push_back(fresh);
    }
  }
  return all;
}

bool IsGrave(std::span<const Disagreement> disagreements) {
  return std::ranges::any_of(disagreements, [](const Disagreement& one) {
    return one.kind == Disagreement::Kind::kVerdict;
  });
}

std::string WriteAgreement(std::span<const Report> reports,
                           std::span<const Disagreement> disagreements) {
  std::string text = Grid(reports, disagreements);
  size_t runs = 0;
  size_t allowed = 0;
  for (const Disagreement& one : disagreements) {
    const ReportResult& first = FirstOf(one);
    (one.kind == Disagreement::Kind::kVerdict ? runs : allowed) += one.runs;
    text += Printable(fmt::format("\n{}: {}, {}{}\n", Name(one.kind), first.case_id,
                                  Describe(first.config),
                                  one.runs > 1 ? fmt::format(" and {} more", one.runs - 1) : ""));
    for (size_t i = 0; i < one.results.size(); ++i) {
      if (one.results[i] == nullptr) continue;
      text += Printable(
          fmt::format("  {:<12}  {}\n", NameOf(reports[i]), BehaviourOf(*one.results[i])));
    }
  }
  return text +
         fmt::format(
             "\n{} implementations disagree in {} of {} runs, and differ in {} where SPEC.md "
             "allows both\n",
             reports.size(), runs, RunsOf(reports).order.size(), allowed);
}

}  // namespace asmtp::conformance
