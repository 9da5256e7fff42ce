#include "conformance/report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace asmtp::conformance {
namespace {

// A character at the front of a text. The size is in bytes; 0 for invalid UTF-8.
struct Character {
  size_t size = 0;
  char32_t code = 0;
};

uint8_t ByteAt(std::string_view text, size_t index) { return static_cast<uint8_t>(text[index]); }

size_t SizeByFirst(uint8_t first) {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

// RFC 3629: no overlong form, no surrogate, nothing beyond U+10FFFF.
Character FirstCharacter(std::string_view text) {
  const uint8_t first = ByteAt(text, 0);
  const size_t size = SizeByFirst(first);
  if (size == 1) return {1, first};
  if (size == 0 || text.size() < size) return {};
  char32_t code = static_cast<char32_t>(first & (0xff >> (size + 1)));
  for (size_t i = 1; i < size; ++i) {
    if ((ByteAt(text, i) & 0xc0) != 0x80) return {};
    code = (code << 6) | (ByteAt(text, i) & 0x3fU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (overlong || surrogate || code > 0x10ffff) return {};
  return {size, code};
}

bool IsShown(char32_t code) {
  if (code == '\n' || code == '\t') return true;
  const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool turns = code == 0x61c || code == 0x200e || code == 0x200f ||
                     (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const bool separates = code == 0x2028 || code == 0x2029 || code == 0xfeff;
  const bool none = (code & 0xfffe) == 0xfffe;
  return !control && !turns && !separates && !none;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    const size_t size = std::max<size_t>(character.size, 1);
    if (character.size != 0 && IsShown(character.code)) {
      shown += text.substr(0, size);
    } else if (character.size <= 1) {
      shown += fmt::format("\\x{:02x}", ByteAt(text, 0));
    } else {
      shown += fmt::format("\\u{{{:x}}}", static_cast<uint32_t>(character.code));
    }
    text.remove_prefix(size);
  }
  return shown;
}

std::string EscapeMarkup(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string ShellQuote(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,=+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string ShellQuote(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + ShellQuote(word);
  return line;
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  while (text.size() > width) {
    size_t cut = text.rfind(' ', width);
    if (cut == text.npos || cut == 0) {
      cut = width;
      // Do not cut within a character.
      while (cut > 1 && (ByteAt(text, cut) & 0xc0) == 0x80) --cut;
    }
    lines.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  lines.emplace_back(text);
  return lines;
}

std::vector<std::string> LastLines(std::string_view text, size_t most) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end != 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - static_cast<ptrdiff_t>(most));
  return lines;
}

}  // namespace asmtp::conformance
