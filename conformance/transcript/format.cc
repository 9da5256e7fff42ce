#include "conformance/transcript/format.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "conformance/transcript/line.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using Words = std::span<const std::string>;

constexpr size_t kHeaderColumn = 8;
constexpr size_t kIndent = 2;
constexpr size_t kHexDigitsMax = 64;  // of a piece of cut hexadecimal
constexpr size_t kPatternMax = 64;    // a longer pattern does not move the arrows of its block
constexpr size_t kCommentGap = 2;

std::string Padded(std::string_view text, size_t width) {
  std::string padded(text);
  padded.resize(std::max(width, text.size()), ' ');
  return padded;
}

std::string Join(Words words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// Cuts a word where it can continue on the next line: inside long hexadecimal. Quotations stay
// whole.
std::vector<std::string> CutHex(std::string_view word) {
  std::vector<std::string> pieces(1);
  for (size_t i = 0; i < word.size();) {
    size_t run = 0;
    while (i + run < word.size() && IsHexDigit(word[i + run])) ++run;
    const bool is_long = run > kHexDigitsMax;
    for (size_t done = 0; done < run; done += kHexDigitsMax) {
      if (is_long && done != 0) pieces.emplace_back();
      pieces.back() += word.substr(i + done, std::min(kHexDigitsMax, run - done));
    }
    i += run;
    if (i == word.size()) break;
    const char quote = word[i];
    size_t end = quote == '"' || quote == '\'' ? word.find(quote, i + 1) : word.npos;
    if (end == word.npos) end = i;
    pieces.back() += word.substr(i, end + 1 - i);
    i = end + 1;
  }
  return pieces;
}

// The column of the further pieces of a cut word: that of its value, after "blocks=".
size_t ColumnOfValue(std::string_view first_piece, size_t column) {
  const size_t equals = first_piece.find('=');
  const size_t name_end = first_piece.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
  return equals != first_piece.npos && equals == name_end ? column + equals + 1 : column;
}

// Lays words out in lines of at most kFormatWidth columns. The first line begins with `head`;
// continuation lines are indented by `indent`.
std::string Wrap(std::string head, std::span<const std::string> words, size_t indent) {
  std::string whole = head;
  for (const std::string& word : words) whole.append(word).append(" ");
  if (whole.size() <= kFormatWidth + 1) return whole.substr(0, whole.find_last_not_of(' ') + 1);

  std::string out;
  std::string line = std::move(head);
  bool fresh = true;  // the line has only its indentation
  const auto next_line = [&](std::string_view end, size_t column) {
    out.append(line).append(end).append("\n");
    line.assign(column, ' ');
    fresh = true;
  };
  for (size_t i = 0; i < words.size(); ++i) {
    const std::vector<std::string> pieces = CutHex(words[i]);
    // Leaves room for " \" if more follows.
    const size_t room = kFormatWidth - (i + 1 < words.size() || pieces.size() > 1 ? 2 : 0);
    const bool too_long = line.size() + words[i].size() > room;
    if (!fresh && too_long) next_line("\\", indent);
    const size_t column = ColumnOfValue(pieces.front(), line.size());
    line += pieces.front();
    for (const std::string& piece : std::span(pieces).subspan(1)) {
      next_line("\\", column);
      line += piece;
    }
    line += ' ';
    fresh = false;
  }
  return out + line.substr(0, line.find_last_not_of(' ') + 1);
}

// A list of values, "1,2,3", cut after commas.
std::string WrapList(const std::string& head, std::string_view list) {
  std::string out;
  std::string line = head;
  size_t begin = head.size();
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size() - 1) + 1;
    if (line.size() > begin && line.size() + end + 1 > kFormatWidth) {
      out.append(line).append("\\\n");
      begin = kHeaderColumn;
      line.assign(begin, ' ');
    }
    line += list.substr(0, end);
    list.remove_prefix(end);
  }
  return out + line;
}

size_t ArrowOf(const Line& line) {
  return static_cast<size_t>(std::ranges::find(line.words, "->") - line.words.begin());
}

// One formatted line, without its comment.
struct Laid {
  const Line* line;
  std::string text;
  bool in_steps = false;
};

class Formatter {
 public:
  explicit Formatter(std::span<const Line> lines) : lines_(lines) {}

  std::string Format() {
    for (size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (line.words.empty()) {
        laid_.push_back({&line, "", section_ == "[steps]"});
      } else if (line.words.front().starts_with('[')) {
        section_ = line.text;
        laid_.push_back({&line, line.text});
      } else {
        laid_.push_back({&line, LayOut(i)});
      }
    }
    return Print();
  }

 private:
  std::string LayOut(size_t i) const {
    const Line& line = lines_[i];
    if (section_.empty()) return i == First() ? line.text : HeaderLine(line);
    if (section_ == "[keys]") return KeyLine(i);
    return line.indented ? SubLine(i) : StepLine(line);
  }

  // The line that identifies the format.
  size_t First() const {
    const auto first = std::ranges::find_if(lines_, [](const Line& l) { return !l.words.empty(); });
    return static_cast<size_t>(first - lines_.begin());
  }

  static std::string HeaderLine(const Line& line) {
    const std::string& key = line.words.front();
    const std::string head = Padded(key + " ", kHeaderColumn);
    if (key == "title" || key == "since") return head + std::string(line.Rest());
    const Words rest = Words(line.words).subspan(1);
    if (key != "for" || rest.size() != 3) return head + Join(rest);
    const std::string values = head + rest[0] + " in ";
    return values.size() + rest[2].size() <= kFormatWidth ? values + rest[2]
                                                          : WrapList(values, rest[2]);
  }

  // The words before the mark of each line, in columns.
  std::string KeyLine(size_t i) const {
    return Columns(i, 0, [](const Line&) { return true; });
  }

  static std::string StepLine(const Line& line) {
    const std::string& first = line.words.front();
    const bool labelled = first.ends_with(':');
    const size_t indent = kIndent + (labelled ? first.size() + 1 : 0);
    return Wrap("", line.words, indent);
  }

  std::string SubLine(size_t i) const {
    const Line& line = lines_[i];
    if (ArrowOf(line) < line.words.size()) return OutcomeLine(i);
    if (line.words.front() == "wire") {
      return Columns(i, kIndent, [](const Line& l) { return l.words.front() == "wire"; });
    }
    return Wrap(std::string(kIndent, ' '), line.words, 2 * kIndent);
  }

  // OUTCOME -> VERDICT 'text'
  std::string OutcomeLine(size_t i) const {
    size_t width = 0;
    for (const Line* line : Block(i)) {
      const size_t arrow = ArrowOf(*line);
      if (arrow == line->words.size()) continue;
      const size_t size = Join(Words(line->words).first(arrow)).size();
      if (size <= kPatternMax) width = std::max(width, size);
    }
    const Words words = lines_[i].words;
    const size_t arrow = ArrowOf(lines_[i]);
    const std::string pattern = Join(words.first(arrow));
    const std::string text = Padded(pattern, width) + " " + Join(words.subspan(arrow));
    if (pattern.size() <= kPatternMax) return std::string(kIndent, ' ') + text;
    return Wrap(std::string(kIndent, ' '), words, 2 * kIndent);
  }

  // The words before '=' or '~', padded to the widest line of the block that satisfies `fits`.
  template <class Fits>
  std::string Columns(size_t i, size_t indent, Fits fits) const {
    std::vector<size_t> widths;
    for (const Line* line : Block(i)) {
      if (!fits(*line)) continue;
      const size_t count = MarkOf(*line);
      widths.resize(std::max(widths.size(), count));
      for (size_t w = 0; w < count; ++w) widths[w] = std::max(widths[w], line->words[w].size());
    }
    const Words words = lines_[i].words;
    const size_t mark = MarkOf(lines_[i]);
    std::string head(indent, ' ');
    for (size_t w = 0; w < mark; ++w) head += Padded(words[w], widths[w]) + " ";
    return Wrap(head, words.subspan(mark), indent + kIndent);
  }

  static size_t MarkOf(const Line& line) {
    const auto mark =
        std::ranges::find_if(line.words, [](const std::string& w) { return w == "=" || w == "~"; });
    return static_cast<size_t>(mark - line.words.begin());
  }

  // The lines around `i` that belong to the same step, or to the same section of keys.
  std::vector<const Line*> Block(size_t i) const {
    const bool in_steps = section_ == "[steps]";
    const auto in_block = [&](const Line& l) {
      return l.words.empty() || (!l.words.front().starts_with('[') && (!in_steps || l.indented));
    };
    size_t begin = i;
    size_t end = i;
    while (begin > 0 && in_block(lines_[begin - 1])) --begin;
    while (end < lines_.size() && in_block(lines_[end])) ++end;
    std::vector<const Line*> block;
    for (const Line& line : lines_.subspan(begin, end - begin)) {
      if (!line.words.empty()) block.push_back(&line);
    }
    return block;
  }

  // ---- comments and empty lines
  // -------------------------------------------------------------------

  std::string Print() const {
    std::string out;
    for (size_t i = 0; i < laid_.size(); ++i) {
      const Line& line = *laid_[i].line;
      const bool is_blank = line.words.empty() && line.comment.empty();
      if (is_blank) {
        if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
        continue;
      }
      const bool opens_section = !line.words.empty() && line.words.front().starts_with('[');
      const bool after_comment = i > 0 && lines_[i - 1].words.empty();
      if (opens_section && !after_comment && !out.ends_with("\n\n")) out += '\n';
      Append(WithComment(i), out);
    }
    while (out.ends_with("\n\n")) out.pop_back();
    return out;
  }

  // A backslash at the end of a line would join the next one.
  static void Append(std::string text, std::string& out) {
    if (text.ends_with('\\')) text += "\\\n";
    out += text + "\n";
  }

  std::string WithComment(size_t i) const {
    const Laid& laid = laid_[i];
    if (laid.line->comment.empty()) return laid.text;
    if (laid.line->words.empty()) {
      const bool in_step = laid.in_steps && laid.line->indented;
      return std::string(in_step ? kIndent : 0, ' ') + laid.line->comment;
    }
    return Padded(laid.text, laid.text.size() + CommentColumn(i) - LastLineSize(laid.text)) +
           laid.line->comment;
  }

  static size_t LastLineSize(std::string_view text) {
    const size_t end = text.rfind('\n');
    return end == text.npos ? text.size() : text.size() - end - 1;
  }

  // The trailing comments of a paragraph begin in one column.
  size_t CommentColumn(size_t i) const {
    const auto is_blank = [](const Laid& l) {
      return l.line->words.empty() && l.line->comment.empty();
    };
    size_t begin = i;
    while (begin > 0 && !is_blank(laid_[begin - 1])) --begin;
    size_t column = 0;
    for (size_t k = begin; k < laid_.size() && !is_blank(laid_[k]); ++k) {
      if (laid_[k].line->comment.empty() || laid_[k].line->words.empty()) continue;
      column = std::max(column, LastLineSize(laid_[k].text) + kCommentGap);
    }
    return column;
  }

  std::span<const Line> lines_;
  std::string section_;
  std::vector<Laid> laid_;
};

// Whether both texts have the same words in the same lines.
bool HasSameWords(std::string_view a, std::string_view b) {
  const auto lines = CutLines("", a);
  const auto others = CutLines("", b);
  return lines && others && std::ranges::equal(*lines, *others, {}, &Line::words, &Line::words);
}

}  // namespace

OrSourceError<std::string> FormatTranscript(std::string_view file, std::string_view text) {
  if (const auto read = ReadTranscripts(file, text); !read) return std::unexpected(read.error());
  const auto lines = CutAllLines(file, text);
  if (!lines) return std::unexpected(lines.error());
  std::string formatted = Formatter(*lines).Format();
  if (HasSameWords(text, formatted)) return formatted;
  return std::unexpected(
      SourceError{std::string(file), 0, "formatting would change the meaning of this file"});
}

}  // namespace asmtp::conformance
