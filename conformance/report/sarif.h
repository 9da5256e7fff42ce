// A report as SARIF 2.1.0 for code scanning services: clauses are rules, findings are results at a
// line of the case file.
#ifndef ASMTP_CONFORMANCE_REPORT_SARIF_H_
#define ASMTP_CONFORMANCE_REPORT_SARIF_H_

#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

std::string WriteSarif(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_SARIF_H_
