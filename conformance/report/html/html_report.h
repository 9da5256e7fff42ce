// Reports as one HTML page: the cases of one or several implementations side by side, each with its
// events, and the clauses that they test. The page loads nothing from the network.
//
//   WriteFile("report.html", WriteHtml(reports));
//
// Each section is a view after those of cases and clauses.
//
// Without scripts, the page is a table of findings. Its script replaces the table by views of the
// embedded JSON data. Text of an IUT never becomes markup: the table escapes it, the script creates
// text nodes, and a policy (CSP) allows only our own script.
#ifndef ASMTP_CONFORMANCE_REPORT_HTML_HTML_REPORT_H_
#define ASMTP_CONFORMANCE_REPORT_HTML_HTML_REPORT_H_

#include <span>
#include <string>

#include "conformance/report/report.h"
#include "conformance/report/shared/section.h"

namespace asmtp::conformance {

std::string WriteHtml(std::span<const Report> reports, std::span<const Section> sections = {});

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_HTML_HTML_REPORT_H_
