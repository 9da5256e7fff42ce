#include "conformance/transcript/line.h"

#include <utility>

#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

bool OpensQuotation(char c, char before) {
  return (c == '"' || c == '\'') &&
         std::string_view(" (=,+").find(before) != std::string_view::npos;
}

std::string_view TrimRight(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// Splits one logical line at its spaces and removes its comment.
class WordCutter {
 public:
  explicit WordCutter(std::string_view text) : text_(text) {}

  // Returns whether every quotation is closed.
  bool Cut(Line& line) {
    char before = ' ';
    for (size_t i = 0; i < text_.size(); before = text_[i++]) {
      const char c = text_[i];
      if (c == '#' && before == ' ') {
        line.comment = TrimRight(text_.substr(i));
        text_ = text_.substr(0, i);
        break;
      }
      if (OpensQuotation(c, before)) {
        const size_t end = text_.find(c, i + 1);
        if (end == text_.npos) return false;
        word_ += text_.substr(i, end - i);
        i = end;
      }
      Add(text_[i], line);
    }
    Add(' ', line);
    line.text = TrimRight(text_);
    return true;
  }

 private:
  void Add(char c, Line& line) {
    if (c != ' ') {
      word_ += c;
    } else if (!word_.empty()) {
      line.words.push_back(std::exchange(word_, {}));
    }
  }

  std::string_view text_;
  std::string word_;
};

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Removes and returns the first physical line of `text`, without its line end.
std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view TrimLeft(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

}  // namespace

std::string_view Line::Rest() const {
  const std::string_view all = text;
  return TrimLeft(all.substr(std::min(words.front().size(), all.size())));
}

OrSourceError<std::vector<Line>> CutLines(std::string_view file, std::string_view text) {
  auto lines = CutAllLines(file, text);
  if (lines) std::erase_if(*lines, [](const Line& line) { return line.words.empty(); });
  return lines;
}

OrSourceError<std::vector<Line>> CutAllLines(std::string_view file, std::string_view text) {
  const auto error = [&](size_t line, std::string_view what) {
    return std::unexpected(SourceError{std::string(file), line, std::string(what)});
  };
  if (text.size() > kFileSizeMax) return error(0, "expected a file of at most 1 MiB");
  std::vector<Line> lines;
  size_t number = 0;
  while (!text.empty()) {
    Line line{.number = number + 1,
              .indented = text.starts_with(' '),
              .words = {},
              .text = {},
              .comment = {}};
    std::string joined;
    bool goes_on = true;
    while (goes_on) {
      std::string_view part = TakeLine(text);
      ++number;
      goes_on = part.ends_with('\\');
      if (goes_on && text.empty()) return error(number, "expected a line after '\\'");
      if (goes_on) part.remove_suffix(1);
      for (const char c : part) {
        if (IsControl(c)) return error(number, "expected text without control characters or tabs");
      }
      joined += TrimLeft(part);
    }
    if (!WordCutter(joined).Cut(line)) return error(line.number, "expected a closing quote");
    lines.push_back(std::move(line));
  }
  return lines;
}

bool IsQuoted(std::string_view text) {
  return text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
         text.find(text.front(), 1) == text.size() - 1;
}

std::string_view Unquote(std::string_view text) {
  return IsQuoted(text) ? text.substr(1, text.size() - 2) : std::string_view();
}

std::string CommentLine(std::string_view text) {
  std::string line = "# " + PrintableLine(text);
  // A backslash at the end would join the next line.
  if (line.ends_with('\\')) line += '.';
  return line + "\n";
}

}  // namespace asmtp::conformance
