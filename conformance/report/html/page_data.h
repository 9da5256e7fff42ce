// The data of the page: what its script needs of some reports, as compact JSON. Results are lists
// of numbers; cases and clauses of several reports are there once.
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

// Returns the name of an implementation, also where it has not said one.
std::string NameOnPage(const Report& report);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_HTML_PAGE_DATA_H_
