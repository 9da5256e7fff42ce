// A report as Markdown, for $GITHUB_STEP_SUMMARY and for comments: counts, failures with their
// clauses, and the commands that reproduce them. Text of an IUT is escaped.
//
//   ## sample 3.2: 2 PASS, 1 FAIL
//   | verdict | runs |
//   ### Failures
//   | verdict | case | configuration | clause | what |
#ifndef ASMTP_CONFORMANCE_REPORT_MARKDOWN_H_
#define ASMTP_CONFORMANCE_REPORT_MARKDOWN_H_

#include <string>
#include <string_view>

#include "conformance/report/report.h"

namespace asmtp::conformance {

std::string WriteMarkdown(const Report& report);

// Escapes text for a line or a table cell.
std::string EscapeMarkdown(std::string_view text);
// Returns a fenced code block. The text may contain fences.
std::string CodeBlock(std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_MARKDOWN_H_
