// Comparison: what is other in a report than in an earlier one.
//
//   const Comparison comparison = CompareReports(before, after);
//   comparison.IsRegression()                   whether something got worse that was well before
//   for (const ChangeGroup& group : comparison.groups) Print(group.title, group.changes);
#ifndef ASMTP_CONFORMANCE_REPORT_COMPARE_H_
#define ASMTP_CONFORMANCE_REPORT_COMPARE_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// What became of a run. Of these, only kRegressed is one.
enum class ChangeKind : uint8_t {
  kRegressed,   // it was as expected, or not there to be judged, and is not any more
  kFixed,       // the other way round
  kChanged,     // another verdict or message, neither better nor worse in that sense
  kNewFailure,  // of a case that was not there before
  kSlower,      // by a lot
  kNew,         // a case that was not there before, and is well
  kGone,        // a case that is not there any more
};
inline constexpr size_t kChangeKindCount = static_cast<size_t>(ChangeKind::kGone) + 1;

// Returns e.g. "no longer as expected".
std::string_view Describe(ChangeKind kind);

// Equal changes of one case. Borrows the reports; `before` or `after` may be null.
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
  std::vector<ChangeGroup> groups;  // those that are not empty, in the order of ChangeKind

  bool IsRegression() const;
};

// Both reports must outlive what is returned.
Comparison CompareReports(const Report& before, const Report& after);

// For a console, and for a comment on a change.
std::string WriteText(const Comparison& comparison);
std::string WriteMarkdown(const Comparison& comparison);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_COMPARE_H_
