// JsonValue: a JSON document that remembers on which line each value stands.
//
//   const auto document = ParseJson(text);
//   if (!document) return document.error();            // line, and what was expected
//   const JsonValue* vectors = document->Find("vectors");
//   vectors->line
#ifndef ASMTP_CONFORMANCE_VECTORS_JSON_VALUE_H_
#define ASMTP_CONFORMANCE_VECTORS_JSON_VALUE_H_

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/vectors/malformed.h"

namespace asmtp::vectors {

struct JsonValue {
  enum class Kind { kNull, kBoolean, kNumber, kText, kList, kObject };

  // Returns the member of that name, or null where there is none or this is no object.
  const JsonValue* Find(std::string_view name) const;

  Kind kind = Kind::kNull;
  size_t line = 1;  // of the end of a text or number, of the start of the others
  bool boolean = false;
  std::optional<uint64_t> integer;  // a number: its value, where it is whole and not negative
  std::string text;
  std::vector<JsonValue> items;
  std::map<std::string, JsonValue, std::less<>> members;
};

// Returns what a value is, with its article: "a number".
std::string_view Name(JsonValue::Kind kind);

// Bounds that keep a hostile file from costing more than its size: how deep values may be nested,
// and how many there may be.
inline constexpr size_t kJsonDepthMax = 16;
inline constexpr size_t kJsonValuesMax = 1'000'000;

// Returns the document that `text` is, all of it. Fails where it is not JSON (RFC 8259) in UTF-8,
// names a member of an object twice, or passes the bounds.
std::expected<JsonValue, Malformed> ParseJson(std::string_view text);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_JSON_VALUE_H_
