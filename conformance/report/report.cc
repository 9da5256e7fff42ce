#include "conformance/report/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace asmtp::conformance {

const ReportCase* Report::FindCase(std::string_view id) const {
  const auto found = std::ranges::find(cases, id, &ReportCase::id);
  return found == cases.end() ? nullptr : &*found;
}

const ReportClause* Report::FindClause(std::string_view id) const {
  const auto found = std::ranges::find(clauses, id, &ReportClause::id);
  return found == clauses.end() ? nullptr : &*found;
}

VerdictCounts CountVerdicts(const Report& report) {
  VerdictCounts counts{};
  for (const ReportResult& result : report.results) ++counts[static_cast<size_t>(result.verdict)];
  return counts;
}

std::string Describe(const VerdictCounts& counts) {
  std::string text;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[i], Name(static_cast<Verdict>(i)));
  }
  return text.empty() ? "nothing" : text;
}

Verdict WorstVerdict(const Report& report) {
  Verdict worst = Verdict::kPass;
  for (const ReportResult& result : report.results) worst = Worse(worst, result.verdict);
  return worst;
}

}  // namespace asmtp::conformance
