// Text that somebody else has written, made fit for a terminal, a page, XML or a shell.
//
//   Printable("a\x1b[31m\xff")         "a\\x1b[31m\\xff"
//   EscapeMarkup("<b> & \"")           "&lt;b&gt; &amp; &quot;"
//   ShellQuote("it's {role}")          "'it'\\''s {role}'"
#ifndef ASMTP_CONFORMANCE_REPORT_TEXT_H_
#define ASMTP_CONFORMANCE_REPORT_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace asmtp::conformance {

// Returns valid UTF-8 that every program shows as what it is: control characters but tab and line
// feed, bytes that are no UTF-8, and characters that turn the direction of writing or are none
// appear as \x1b and \u{202e}.
std::string Printable(std::string_view text);

// Returns printable text for HTML and XML, in an element or in an attribute with either quotes.
std::string EscapeMarkup(std::string_view text);

// Returns a word that a POSIX shell reads as `word`, whatever is in it.
std::string ShellQuote(std::string_view word);
std::string ShellQuote(const std::vector<std::string>& words);

// Breaks text at spaces so that its lines have at most `width` columns.
std::vector<std::string> Wrap(std::string_view text, size_t width);
// Returns the last lines that hold something.
std::vector<std::string> LastLines(std::string_view text, size_t most);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_REPORT_TEXT_H_
