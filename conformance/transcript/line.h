// Line: one logical line of a case file, split into words.
//
//   m1: send msg topic content=str("a b")   # a comment
//     plain = 00112233
//
//   words {"m1:", "send", "msg", "topic", "content=str(\"a b\")"}, indented false
//   words {"plain", "=", "00112233"},                              indented true
//
// A `\` at the end joins the next line, without its leading spaces. `#` begins a comment at the
// start of a word. A quotation, "..." or '...', may contain spaces. It begins at the start of a
// word, or after `(`, `=`, `,` or `+`.
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_LINE_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_LINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/transcript/source_error.h"

namespace asmtp::conformance {

struct Line {
  size_t number = 0;      // of its first physical line, from 1
  bool indented = false;  // belongs to the last line that is not indented
  std::vector<std::string> words;
  std::string text;     // without the comment and the spaces around
  std::string comment;  // from its '#' on, without trailing spaces

  // The text after the first word.
  std::string_view Rest() const;
};

inline constexpr size_t kFileSizeMax = size_t{1} << 20;

// Splits `text` into its lines with words; omits comments and empty lines. `text` must be at most
// kFileSizeMax bytes of UTF-8 without control characters.
OrSourceError<std::vector<Line>> CutLines(std::string_view file, std::string_view text);
// As CutLines, including the lines without words.
OrSourceError<std::vector<Line>> CutAllLines(std::string_view file, std::string_view text);

// Returns `text` without its surrounding quotes, or nothing if it has none.
std::string_view Unquote(std::string_view text);
// Whether `text` is a quotation.
bool IsQuoted(std::string_view text);

// Returns a comment of one line with any text, for a file that CutLines() reads.
std::string CommentLine(std::string_view text);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_LINE_H_
