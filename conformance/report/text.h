// Escapes untrusted text for a page, XML or a shell. core/testing/printable.h escapes it for a
// terminal.
//
//   EscapeMarkup("<b> & \"")           "&lt;b&gt; &amp; &quot;"
//   ShellQuote("it's {role}")          "'it'\\''s {role}'"
#ifndef ASMTP_CONFORMANCE_REPORT_TEXT_H_
#define ASMTP_CONFORMANCE_REPORT_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/testing/printable.h"

namespace asmtp::conformance {

// Returns printable text for HTML and XML, for an element or an attribute with either quotes.
std::string EscapeMarkup(std::string_view text);

// Quotes any word for a POSIX shell.
std::string ShellQuote(std::string_view word);
std::string ShellQuote(const std::vector<std::string>& words);

// Breaks text at spaces into lines of at most `width` columns.
std::vector<std::string> Wrap(std::string_view text, size_t width);
// Returns the last lines that are not empty, at most `most`.
std::vector<std::string> LastLines(std::string_view text, size_t most);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_TEXT_H_
