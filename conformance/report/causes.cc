#include "conformance/report/causes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "conformance/report/findings.h"

namespace asmtp::conformance {
namespace {

// Longest chain of controls to follow. A report file may contain a cycle.
constexpr size_t kDepthMax = 16;

class Graph {
 public:
  explicit Graph(const Report& report) {
    for (const ReportCase& one_case : report.cases) cases_.emplace(one_case.id, &one_case);
    for (const ReportResult& result : report.results) {
      if (IsFailure(result.verdict)) failed_.emplace(RunOf(result.case_id, result.config), &result);
    }
  }

  const ReportCase* Find(std::string_view id) const {
    const auto found = cases_.find(id);
    return found == cases_.end() ? nullptr : found->second;
  }

  const ReportCase* ControlOf(const ReportCase& one_case) const { return Find(one_case.control); }

  size_t DepthOf(const ReportCase& one_case) const {
    size_t depth = 0;
    for (const ReportCase* at = ControlOf(one_case); at != nullptr && depth < kDepthMax; ++depth) {
      at = ControlOf(*at);
    }
    return depth;
  }

  // Returns the failed case that blocks a run, or null.
  const ReportCase* BlockerOf(const ReportResult& result) const {
    const ReportCase* at = Find(result.case_id);
    for (size_t depth = 0; at != nullptr && depth < kDepthMax; ++depth) {
      at = ControlOf(*at);
      if (at != nullptr && failed_.contains(RunOf(at->id, result.config))) return at;
    }
    return nullptr;
  }

 private:
  using Run = std::tuple<std::string_view, noise::Role, Suite, Framing>;
  static Run RunOf(std::string_view id, const Config& config) {
    return {id, config.role, config.suite, config.framing};
  }

  std::map<std::string_view, const ReportCase*> cases_;
  std::map<Run, const ReportResult*> failed_;
};

// Orders results by how informative they are: named mistake, then explanation, then verdict.
auto Telling(const ReportResult& result) {
  return std::tuple(!result.hypothesis.empty(), !result.explanation.empty(), result.verdict);
}

void Add(const ReportResult& result, ReportCause& cause) {
  cause.failed.push_back(&result);
  if (cause.told == nullptr || Telling(*cause.told) < Telling(result)) cause.told = &result;
}

// Returns the failed families in the order of the report.
std::vector<ReportCause> FailedFamilies(const Report& report, const Graph& graph,
                                        std::map<std::string_view, size_t>& places) {
  std::vector<ReportCause> causes;
  for (const ReportResult& result : report.results) {
    const ReportCase* one_case = graph.Find(result.case_id);
    if (one_case == nullptr || !IsFailure(result.verdict)) continue;
    const auto [place, is_new] = places.emplace(one_case->family, causes.size());
    if (is_new) {
      causes.push_back({.one_case = one_case, .failed = {}, .depth = graph.DepthOf(*one_case)});
    }
    Add(result, causes[place->second]);
  }
  return causes;
}

// Returns what failures have in common that have one cause, or "".
std::string LikenessOf(const ReportCause& cause) {
  const ReportResult& told = *cause.told;
  if (!told.hypothesis.empty()) return "mistake " + told.hypothesis;
  if (told.behaviour == "silence" &&
      std::ranges::find(told.allowed, "close") != told.allowed.end()) {
    return "does not close";
  }
  if (told.text.empty() || told.actual.empty()) return "";
  return fmt::format("{}: {}: {}", Name(told.verdict), told.text, told.actual);
}

// Merges causes that are alike into the first of them.
std::vector<ReportCause> Merge(std::vector<ReportCause> causes) {
  std::vector<ReportCause> merged;
  std::map<std::string, size_t> places;
  for (ReportCause& cause : causes) {
    const std::string alike = LikenessOf(cause);
    const auto [place, is_new] = places.emplace(alike, merged.size());
    if (alike.empty() || is_new) {
      merged.push_back(std::move(cause));
      continue;
    }
    ReportCause& first = merged[place->second];
    first.others.push_back(cause.one_case);
    std::ranges::copy(cause.failed, std::back_inserter(first.failed));
    first.blocked += cause.blocked;
  }
  return merged;
}

}  // namespace

std::vector<ReportCause> CausesOf(const Report& report) {
  const Graph graph(report);
  std::map<std::string_view, size_t> places;
  std::vector<ReportCause> causes = FailedFamilies(report, graph, places);
  for (const ReportResult& result : report.results) {
    if (result.verdict != Verdict::kBlocked) continue;
    const ReportCase* blocker = graph.BlockerOf(result);
    if (blocker != nullptr) ++causes[places.at(blocker->family)].blocked;
  }
  std::ranges::sort(causes, {}, [](const ReportCause& cause) {
    const bool blocks = cause.blocked > 0;
    const bool unexplained = !blocks && cause.told->hypothesis.empty();
    return std::tuple(!blocks, unexplained, cause.depth, -static_cast<int64_t>(cause.blocked),
                      -static_cast<int>(cause.told->verdict), cause.failed.front());
  });
  return Merge(std::move(causes));
}

std::string DescribeRuns(const ReportCause& cause) {
  const auto responders = std::ranges::count_if(cause.failed, [](const ReportResult* result) {
    return result->config.role == noise::Role::kResponder;
  });
  const auto initiators = std::ssize(cause.failed) - responders;
  const char* runs = cause.failed.size() == 1 ? "run" : "runs";
  if (initiators == 0) return fmt::format("{} responder {}", responders, runs);
  if (responders == 0) return fmt::format("{} initiator {}", initiators, runs);
  return fmt::format("{} responder and {} initiator runs", responders, initiators);
}

}  // namespace asmtp::conformance
