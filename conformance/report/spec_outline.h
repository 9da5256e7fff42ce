// SpecOutline: the clauses of a specification for a report, in order, each with its section
// heading.
//
//   ### 5.2 Keys
//   - **[TR-4]** A receiver MUST replace its receiving key ...
//
//   ReadOutline(text)[0].section                      "5.2 Keys"
#ifndef ASMTP_CONFORMANCE_REPORT_SPEC_OUTLINE_H_
#define ASMTP_CONFORMANCE_REPORT_SPEC_OUTLINE_H_

#include <string_view>
#include <vector>

#include "conformance/report/report.h"

namespace asmtp::conformance {

// Returns every clause, with its level.
std::vector<ReportClause> ReadOutline(std::string_view spec);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SPEC_OUTLINE_H_
