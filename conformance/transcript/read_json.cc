#include "conformance/transcript/read_json.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

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

// "number overflow parsing '1e999'" has no position.
size_t PositionOfNumber(std::string_view text, const std::string& what) {
  const size_t begin = what.find('\'') + 1;  // npos + 1 is 0
  const std::string number = what.substr(begin, what.rfind('\'') - begin);
  const size_t found = text.find(number);
  return found == text.npos ? 0 : found + 1;
}

// Returns the number of bytes up to the end of the key that comes after `count` others.
size_t PositionOfKey(std::string_view text, size_t count) {
  size_t quote = text.npos;  // the first one of a string
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
      continue;
    }
    if (text[i] != '"') continue;
    if (quote == text.npos) {
      quote = i;
      continue;
    }
    quote = text.npos;
    const size_t next = text.find_first_not_of(" \t\r\n", i + 1);
    const bool is_key = next != text.npos && text[next] == ':';
    if (is_key && count-- == 0) return i + 1;
  }
  return text.size();
}

// Looks for a key that an object has twice, while the library reads.
class DuplicateKeys {
 public:
  bool operator()(json::parse_event_t event, const json& parsed) {
    if (event == json::parse_event_t::object_start) objects_.emplace_back();
    if (event == json::parse_event_t::object_end) objects_.pop_back();
    if (event != json::parse_event_t::key || found_) return true;
    if (!objects_.back().insert(parsed.get<std::string>()).second) found_ = keys_;
    ++keys_;
    return true;
  }

  // The number of keys before the first duplicate.
  std::optional<size_t> found() const { return found_; }

 private:
  std::vector<std::set<std::string>> objects_;  // their keys so far, each inside of the one before
  size_t keys_ = 0;
  std::optional<size_t> found_;
};

}  // namespace

std::string WhatIsWrong(const json::exception& error) {
  const std::string what = error.what();
  const size_t colon = what.find(error.id == 101 ? ": " : "] ");
  return colon == what.npos ? what : what.substr(colon + 2);
}

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
    DuplicateKeys duplicates;
    json read = json::parse(text, [&](int, json::parse_event_t event, json& parsed) {
      return duplicates(event, parsed);
    });
    if (const auto found = duplicates.found()) {
      return std::unexpected(MistakeAt(text, PositionOfKey(text, *found), "duplicate key"));
    }
    return read;
  } catch (const json::parse_error& error) {
    return std::unexpected(MistakeAt(text, error.byte, WhatIsWrong(error)));
  } catch (const json::exception& error) {
    std::string what = WhatIsWrong(error);
    const size_t at = PositionOfNumber(text, what);
    return std::unexpected(MistakeAt(text, at, std::move(what)));
  }
}

}  // namespace asmtp::conformance
