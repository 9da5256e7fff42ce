// Reports as one page for a browser: the cases of one or several implementations side by side, each
// with what happened, and the clauses that they are about. It loads nothing and needs no network.
//
//   WriteFile("report.html", WriteHtml(reports));
//
// Each of the sections is a view of its own behind those of cases and clauses.
//
// The page is a table of what went wrong in plain HTML; its script puts the rest in its place, from
// the data that is embedded as JSON. Text of an IUT is text in both: it is escaped here, becomes
// text nodes there, and a policy (CSP) lets no script run but our own.
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
