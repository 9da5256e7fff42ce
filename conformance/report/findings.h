// Findings: the results of a report other than PASS, equal ones grouped, causes first.
//
//   for (const ReportFinding& finding : FindingsOf(report)) ...
//   finding.first->text              "went on after a forged frame"
//   finding.all.size()               4: the same in each suite and framing
#ifndef ASMTP_CONFORMANCE_REPORT_FINDINGS_H_
#define ASMTP_CONFORMANCE_REPORT_FINDINGS_H_

#include <string>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Equal results of the cases of one family. Results about the run rather than a case (BLOCKED,
// UNSUPPORTED), and INFO, are grouped by their text.
struct ReportFinding {
  const ReportCase* one_case = nullptr;
  const ReportResult* first = nullptr;  // the first with a reason, or else the first
  std::vector<const ReportResult*> all;

  Verdict verdict() const { return first->verdict; }
};

// Returns failures in the order of causes.h, then BLOCKED, then the rest. Borrows the report.
std::vector<ReportFinding> FindingsOf(const Report& report);
// The same, grouped by family and role, for programs that track findings from run to run.
std::vector<ReportFinding> FindingsByRole(const Report& report);

// Whether a verdict is about the run rather than about the case.
bool IsAboutTheRun(Verdict verdict);
// Whether a finding is printed in full.
bool IsFailure(Verdict verdict);

// Returns the text of a result, or else what the IUT did.
const std::string& WhatIsWrong(const ReportResult& result);
// Returns "responder ed25519 u32 and 3 more".
std::string DescribeRuns(const ReportFinding& finding);
// Returns "TR-4 TR-8".
std::string ClauseIds(const ReportCase& one_case);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_FINDINGS_H_
