// A report as Markdown, for $GITHUB_STEP_SUMMARY and for comments: counts, failures with their
// clause and the command that plays each again. Text of an IUT is shown and never markup.
//
//   ## sample 3.2: 2 PASS, 1 FAIL
//   | verdict | runs |
//   ### Failures
//   | verdict | case | as | clause | what |
#ifndef ASMTP_CONFORMANCE_REPORT_MARKDOWN_H_
#define ASMTP_CONFORMANCE_REPORT_MARKDOWN_H_

#include <string>
#include <string_view>

#include "conformance/report/report.h"

namespace asmtp::conformance {

std::string WriteMarkdown(const Report& report);

// Returns text for a line or a cell of a table.
std::string EscapeMarkdown(std::string_view text);
// Returns a block of code, whatever is in it.
std::string CodeBlock(std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_MARKDOWN_H_
