#include "conformance/report/shared/sarif_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

Json Text(std::string_view text) { return {{"text", Printable(text)}}; }

Json RuleOf(const SarifRule& rule) {
  Json json = {{"id", rule.id},
               {"shortDescription", Text(rule.text.empty() ? rule.id : rule.text)},
               {"defaultConfiguration", {{"level", rule.level}}}};
  if (!rule.section.empty()) json["properties"] = {{"section", Printable(rule.section)}};
  return json;
}

// Returns a path as the path of a URI.
std::string UriOf(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = byte < 0x80 && std::isalnum(byte) != 0;
    uri +=
        letter || kPlain.find(c) != kPlain.npos ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return uri;
}

Json LocationOf(const SarifResult& result) {
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", UriOf(result.file)}}},
            {"region", {{"startLine", std::max<uint64_t>(result.line, 1)}}}}}};
}

Json ResultOf(const SarifResult& result, const std::vector<SarifRule>& rules) {
  Json json = Json::object();
  const auto rule = std::ranges::find(rules, result.rule, &SarifRule::id);
  if (rule != rules.end()) {
    json["ruleId"] = result.rule;
    json["ruleIndex"] = rule - rules.begin();
  }
  json["level"] = result.level;
  json["message"] = Text(result.message);
  if (!result.file.empty()) json["locations"] = Json::array({LocationOf(result)});
  if (!result.fingerprint.empty()) {
    json["partialFingerprints"] = {{result.fingerprint_name, Printable(result.fingerprint)}};
  }
  if (!result.properties.is_null()) json["properties"] = result.properties;
  return json;
}

}  // namespace

std::string WriteSarifLog(const SarifLog& log) {
  Json rules = Json::array();
  for (const SarifRule& rule : log.rules) rules.push_back(RuleOf(rule));
  Json results = Json::array();
  for (const SarifResult& result : log.results) results.push_back(ResultOf(result, log.rules));
  Json invocation = {{"executionSuccessful", log.successful}};
  if (!log.command_line.empty()) invocation["commandLine"] = Printable(log.command_line);
  if (!log.date.empty()) invocation["startTimeUtc"] = Printable(log.date);
  const Json driver = {
      {"name", log.tool}, {"version", Printable(log.version)}, {"rules", std::move(rules)}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"invocations", Json::array({invocation})},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", std::move(results)}};
  const Json sarif = {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return sarif.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace asmtp::conformance
