#include "core/testing/printable.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace asmtp {
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

// The beginnings of the commands that a CI service takes from any place of a line: GitHub Actions
// and Azure Pipelines.
constexpr std::array<std::string_view, 2> kCommands = {"##[", "##vso["};

// Returns whether `text`, the rest of a line, begins with a command of GitHub Actions, "::name::".
bool IsWorkflowCommand(std::string_view text) {
  if (!text.starts_with("::")) return false;
  return text.substr(0, text.find_first_of("\r\n")).find("::", 2) != text.npos;
}

bool BeginsCommand(std::string_view text, bool line_begins) {
  return (line_begins && IsWorkflowCommand(text)) ||
         std::ranges::any_of(kCommands, [&](auto command) { return text.starts_with(command); });
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  bool line_begins = true;
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    const size_t size = std::max<size_t>(character.size, 1);
    const bool harmless =
        character.size != 0 && IsShown(character.code) && !BeginsCommand(text, line_begins);
    if (harmless) {
      shown += text.substr(0, size);
    } else if (character.size <= 1) {
      shown += fmt::format("\\x{:02x}", ByteAt(text, 0));
    } else {
      shown += fmt::format("\\u{{{:x}}}", static_cast<uint32_t>(character.code));
    }
    const char c = text.front();
    line_begins = c == '\n' || (line_begins && (c == ' ' || c == '\t'));
    text.remove_prefix(size);
  }
  return shown;
}

std::string PrintableLine(std::string_view text) {
  std::string line;
  for (const char c : Printable(text)) {
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += "\\t";
    } else {
      line += c;
    }
  }
  return line;
}

}  // namespace asmtp
