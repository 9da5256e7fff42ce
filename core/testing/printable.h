// Printable: makes text from outside visible. It is the only way to print it.
//
//   Printable("a\x1b[31m\xff")           "a\\x1b[31m\\xff"
//   Say("{}: {}\n", file, what)          prints to stdout; the arguments may be any bytes
//   Say(stderr, "warning: {}\n", what)
#ifndef ASMTP_CORE_TESTING_PRINTABLE_H_
#define ASMTP_CORE_TESTING_PRINTABLE_H_

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace asmtp {

// Returns valid, visible UTF-8. Escapes as \x1b or \u{202e}: control characters except tab and line
// feed, invalid UTF-8, noncharacters, characters that change the direction of writing, and the
// beginning of what a CI service would take as a command, as in "::stop-commands::x" or "##[error]".
std::string Printable(std::string_view text);

// As Printable, on one line: escapes tab and line feed too.
std::string PrintableLine(std::string_view text);

template <class... Args>
void Say(std::FILE* out, fmt::format_string<Args...> format, Args&&... args) {
  const std::string text = Printable(fmt::format(format, std::forward<Args>(args)...));
  std::fwrite(text.data(), 1, text.size(), out);
}

template <class... Args>
void Say(fmt::format_string<Args...> format, Args&&... args) {
  Say(stdout, format, std::forward<Args>(args)...);
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_PRINTABLE_H_
