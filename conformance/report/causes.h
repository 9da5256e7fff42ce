// Causes: the failed cases, each once for all roles and configurations, in the order in which to
// fix them: first the cases that block others, and of these first the controls of other controls.
// Cases that failed alike are one cause: for the same mistake, with the same words, or because the
// IUT does not close.
//
//   for (const ReportCause& cause : CausesOf(report)) ...
//   cause.one_case->id        "transport/echo-two-messages"
//   cause.blocked             253: number of runs BLOCKED by it
//   cause.told->explanation   "the IUT accepts frame 1 if ..."
#ifndef ASMTP_CONFORMANCE_REPORT_CAUSES_H_
#define ASMTP_CONFORMANCE_REPORT_CAUSES_H_

#include <string>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// A failed case, or family of cases, and those that failed alike.
struct ReportCause {
  const ReportCase* one_case = nullptr;     // the first of the family that failed
  std::vector<const ReportCase*> others;    // the first of each other family that failed alike
  const ReportResult* told = nullptr;       // the most informative failure
  std::vector<const ReportResult*> failed;  // in the order of the report
  size_t blocked = 0;                       // runs BLOCKED by it, directly or indirectly
  size_t depth = 0;                         // number of its controls, transitively
};

// Returns the causes in the order in which to fix them. Borrows the report.
std::vector<ReportCause> CausesOf(const Report& report);

// Returns "4 responder and 2 initiator runs".
std::string DescribeRuns(const ReportCause& cause);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_CAUSES_H_
