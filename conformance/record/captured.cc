#include "conformance/record/captured.h"

#include <optional>
#include <string_view>
#include <vector>

#include "conformance/record/writer.h"
#include "core/testing/hex.h"

namespace asmtp::conformance {
namespace {

// The location of a value in the text.
struct Place {
  size_t mark = 0;                 // of the '~'
  size_t end = 0;                  // after the value: of a comment, or of the line end
  std::vector<size_t> characters;  // of the value's characters, without spaces and '\'
};

std::optional<size_t> StartOfLine(std::string_view text, size_t line) {
  size_t at = 0;
  for (size_t i = 1; i < line; ++i) {
    at = text.find('\n', at);
    if (at == text.npos) return std::nullopt;
    ++at;
  }
  return at;
}

bool IsSpace(char c) { return c == ' ' || c == '\r'; }

std::optional<Place> FindValue(std::string_view text, size_t line) {
  const auto start = StartOfLine(text, line);
  if (!start) return std::nullopt;
  Place place;
  place.mark = text.find('~', *start);
  if (place.mark == text.npos || text.find('\n', *start) < place.mark) return std::nullopt;
  size_t at = place.mark + 1;
  place.end = at;
  for (; at < text.size() && text[at] != '\n'; ++at) {
    const char c = text[at];
    if (c == '#' && IsSpace(text[at - 1])) break;
    const size_t after = c == '\\' ? text.find_first_not_of('\r', at + 1) : text.npos;
    if (after != text.npos && text[after] == '\n') {
      at = after;
      continue;
    }
    if (IsSpace(c)) continue;
    place.characters.push_back(at);
    place.end = at + 1;
  }
  return place;
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

bool ReplaceCaptured(std::string& text, size_t line, ByteView bytes) {
  const auto place = FindValue(text, line);
  if (!place) return false;
  const std::string digits = ToHex(bytes);
  bool in_place = digits.size() == place->characters.size();
  for (const size_t at : place->characters) in_place = in_place && IsHexDigit(text[at]);
  if (in_place) {
    for (size_t i = 0; i < digits.size(); ++i) text[place->characters[i]] = digits[i];
    return true;
  }
  const size_t begin = *StartOfLine(text, line);
  std::string lines = HexLines(text.substr(begin, place->mark + 2 - begin), bytes);
  lines.pop_back();  // its newline
  text.replace(begin, place->end - begin, lines);
  return true;
}

}  // namespace asmtp::conformance
