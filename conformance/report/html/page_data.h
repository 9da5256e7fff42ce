// The data of the page: the parts of reports that its script needs, as compact JSON. Results are
// arrays of numbers. Cases and clauses are shared by the reports.
//
//   {"verdicts": [{"name": "PASS", "letter": "+"}, ...], "configs": [["responder", ...], ...],
//    "clauses": [...], "cases": [...],
//    "reports": [{"name": ..., "causes": [...],
//                 "results": [[case, config, verdict, us, detail], ...], "details": [...]}]}
#ifndef ASMTP_CONFORMANCE_REPORT_HTML_PAGE_DATA_H_
#define ASMTP_CONFORMANCE_REPORT_HTML_PAGE_DATA_H_

#include <span>
#include <string>

#include "conformance/report/report.h"

namespace asmtp::conformance {

std::string PageData(std::span<const Report> reports);

// Returns the name of the implementation, or a placeholder if it has none.
std::string NameOnPage(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_HTML_PAGE_DATA_H_
