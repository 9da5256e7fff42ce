// Findings: the results of a report that are worth a word, equal ones together, the gravest first.
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

// Equal results of one case, or of the cases of one family, in one role of the IUT. What says
// something about the run rather than about a case (BLOCKED, UNSUPPORTED) is together by its text.
struct ReportFinding {
  const ReportCase* one_case = nullptr;
  const ReportResult* first = nullptr;
  std::vector<const ReportResult*> all;

  Verdict verdict() const { return first->verdict; }
};

// Borrows the report. Everything but PASS: what is unexpected, the gravest first and BLOCKED last,
// and then the rest.
std::vector<ReportFinding> FindingsOf(const Report& report);

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
