// JsonValue: a JSON document with the line of each value.
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

  // Returns the member of that name, or null if there is none or this is not an object.
  const JsonValue* Find(std::string_view name) const;

  Kind kind = Kind::kNull;
  size_t line = 1;  // end of a text or number, start of any other value
  bool boolean = false;
  std::optional<uint64_t> integer;  // a number: its value if whole and not negative
  std::string text;
  std::vector<JsonValue> items;
  std::map<std::string, JsonValue, std::less<>> members;
};

// Returns the kind with its article: "a number".
std::string_view Name(JsonValue::Kind kind);

// Limits on nesting and on the number of values, so a hostile file costs no more than its size.
inline constexpr size_t kJsonDepthMax = 16;
inline constexpr size_t kJsonValuesMax = 1'000'000;

// Parses the whole text. Fails if it is not JSON (RFC 8259) in UTF-8, has a duplicate member in an
// object, or exceeds the limits.
std::expected<JsonValue, Malformed> ParseJson(std::string_view text);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_JSON_VALUE_H_
