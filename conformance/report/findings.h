// Findings: the results of a report that are worth a word, equal ones together, causes first.
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

// Equal results of one case, or of the cases of one family. What says something about the run
// rather than about a case (BLOCKED, UNSUPPORTED), or is INFO, is together by its text.
struct ReportFinding {
  const ReportCase* one_case = nullptr;
  const ReportResult* first = nullptr;  // the first of those that say why
  std::vector<const ReportResult*> all;

  Verdict verdict() const { return first->verdict; }
};

// Borrows the report. Everything but PASS: failures in the order of causes.h, then BLOCKED, and
// then the rest.
std::vector<ReportFinding> FindingsOf(const Report& report);
// The same for programs, which follow a finding from run to run: each of one family and role.
std::vector<ReportFinding> FindingsByRole(const Report& report);

// Whether a verdict says something about the run rather than about the case.
bool IsAboutTheRun(Verdict verdict);
// Whether a finding is to be told in full.
bool IsFailure(Verdict verdict);

// Returns what is wrong, in words: the text, or else what happened.
const std::string& WhatIsWrong(const ReportResult& result);
// Returns "responder ed25519 u32 and 3 more".
std::string DescribeRuns(const ReportFinding& finding);
// Returns "TR-4 TR-8".
std::string ClauseIds(const ReportCase& one_case);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_FINDINGS_H_
