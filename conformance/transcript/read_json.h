// Reads JSON from outside. Nothing else parses JSON.
//
//   const auto json = ReadJson(text);
//   if (!json) return json.error().Format("report.json");      report.json:3:7: invalid JSON: ...
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_READ_JSON_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_READ_JSON_H_

#include <expected>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace asmtp::conformance {

// Deeper than any document of ours.
inline constexpr size_t kJsonDepthMax = 64;

struct JsonMistake {
  size_t line = 0;  // from 1
  size_t column = 0;
  std::string what = {};  // may quote the document

  std::string Format(std::string_view file) const;
};

// Fails if the text is not JSON, is nested too deeply, has a number that a double cannot hold or an
// object with the same key twice.
std::expected<nlohmann::json, JsonMistake> ReadJson(std::string_view text);

// Returns what is wrong with a document, without the library's prefix.
std::string WhatIsWrong(const nlohmann::json::exception& error);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_READ_JSON_H_
