// Comparison: the changes from an earlier report to a later one.
//
//   const Comparison comparison = CompareReports(before, after);
//   comparison.IsRegression()                   whether an expected result became unexpected
//   for (const ChangeGroup& group : comparison.groups) Print(group.title, group.changes);
#ifndef ASMTP_CONFORMANCE_REPORT_COMPARE_H_
#define ASMTP_CONFORMANCE_REPORT_COMPARE_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// How a run changed. Only kRegressed is a regression.
enum class ChangeKind : uint8_t {
  kRegressed,   // an expected result became unexpected or UNSUPPORTED
  kFixed,       // an unexpected result became expected
  kChanged,     // another verdict or message, neither regressed nor fixed
  kNewFailure,  // unexpected, and new or UNSUPPORTED before
  kSlower,      // much slower
  kNew,         // a new run with an expected result
  kGone,        // a run that is only in the earlier report
};
inline constexpr size_t kChangeKindCount = static_cast<size_t>(ChangeKind::kGone) + 1;

// Returns e.g. "regressed".
std::string_view Describe(ChangeKind kind);

// Equal changes in the runs of one case. Borrows the reports; `before` or `after` may be null.
struct Change {
  const ReportResult* before = nullptr;
  const ReportResult* after = nullptr;
  size_t runs = 1;

  const ReportResult& any() const { return after != nullptr ? *after : *before; }
};

// Returns "FAIL -> CRASH: was killed by SIGSEGV", or "2.1 ms -> 80.0 ms".
std::string Describe(ChangeKind kind, const Change& change);

struct ChangeGroup {
  ChangeKind kind;
  std::vector<Change> changes;
  size_t runs = 0;
};

struct Comparison {
  std::vector<ChangeGroup> groups;  // not empty, in the order of ChangeKind
  bool has_common_runs = false;

  bool IsRegression() const;
};

// Both reports must outlive the result.
Comparison CompareReports(const Report& before, const Report& after);

// For a console, and for a comment on a pull request.
std::string WriteText(const Comparison& comparison);
std::string WriteMarkdown(const Comparison& comparison);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_COMPARE_H_
