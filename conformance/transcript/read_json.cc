#include "conformance/transcript/read_json.h"

#include <algorithm>
#include <optional>

namespace asmtp::conformance {
namespace {

using nlohmann::json;

JsonMistake MistakeAt(std::string_view text, size_t byte, std::string what) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const size_t line = static_cast<size_t>(std::ranges::count(before, '\n')) + 1;
  const size_t start = before.rfind('\n');
  const size_t column = start == before.npos ? before.size() : before.size() - start - 1;
  return {.line = line, .column = std::max<size_t>(column, 1), .what = std::move(what)};
}

// Returns the number of bytes up to the first bracket that is too deep. The library frees a deep
// document by recursion.
std::optional<size_t> FindTooDeep(std::string_view text) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kJsonDepthMax) return i + 1;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return std::nullopt;
}

// Returns the message of the library without its prefix.
std::string WhatIsWrong(const json::exception& error) {
  const std::string what = error.what();
  const size_t colon = what.find(error.id == 101 ? ": " : "] ");
  return colon == what.npos ? what : what.substr(colon + 2);
}

// "number overflow parsing '1e999'" has no position.
size_t PositionOfNumber(std::string_view text, const std::string& what) {
  const size_t begin = what.find('\'') + 1;  // npos + 1 is 0
  const std::string number = what.substr(begin, what.rfind('\'') - begin);
  const size_t found = text.find(number);
  return found == text.npos ? 0 : found + 1;
}

}  // namespace

std::string JsonMistake::Format(std::string_view file) const {
  return std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column) +
         ": invalid JSON: " + what;
}

std::expected<json, JsonMistake> ReadJson(std::string_view text) {
  if (const auto deep = FindTooDeep(text)) {
    return std::unexpected(MistakeAt(
        text, *deep, "nested more than " + std::to_string(kJsonDepthMax) + " levels deep"));
  }
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    return std::unexpected(MistakeAt(text, error.byte, WhatIsWrong(error)));
  } catch (const json::exception& error) {
    std::string what = WhatIsWrong(error);
    const size_t at = PositionOfNumber(text, what);
    return std::unexpected(MistakeAt(text, at, std::move(what)));
  }
}

}  // namespace asmtp::conformance
