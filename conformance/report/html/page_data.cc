#include "conformance/report/html/page_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/report/causes.h"
#include "conformance/report/console.h"
#include "conformance/report/findings.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;
using CaseIndex = std::map<std::string_view, size_t>;

Json Text(std::string_view text) { return Printable(text); }

// Adds a member unless it is empty or zero.
void Add(Json& json, const char* name, std::string_view text) {
  if (!text.empty()) json[name] = Text(text);
}
void Add(Json& json, const char* name, uint64_t number) {
  if (number != 0) json[name] = number;
}

Json Texts(const std::vector<std::string>& texts) {
  Json json = Json::array();
  for (const std::string& text : texts) json.push_back(Text(text));
  return json;
}

Json Verdicts() {
  Json json = Json::array();
  for (size_t i = 0; i < kVerdictCount; ++i) {
    const auto verdict = static_cast<Verdict>(i);
    json.push_back({{"name", Name(verdict)}, {"letter", std::string(1, LetterOf(verdict))}});
  }
  return json;
}

Json Configs() {
  Json json = Json::array();
  for (const Config& config : AllConfigs()) {
    json.push_back({Name(config.role), DhName(config.suite), asmtp::Name(config.framing)});
  }
  return json;
}

size_t NumberOf(const Config& config) {
  const std::vector<Config> all = AllConfigs();
  return static_cast<size_t>(std::ranges::find(all, config) - all.begin());
}

Json ToJson(const ReportClause& clause) {
  Json json = {{"id", Text(clause.id)},
               {"text", Text(clause.text)},
               {"level", Name(clause.level)},
               {"section", Text(clause.section)}};
  Add(json, "untestable", clause.untestable);
  return json;
}

Json ToJson(const ReportCase& one_case) {
  Json clauses = Json::array();
  for (const ClauseReference& clause : one_case.clauses) {
    clauses.push_back({Text(clause.id), Text(clause.quote)});
  }
  return {{"id", Text(one_case.id)},
          {"title", Text(one_case.title)},
          {"family", Text(one_case.family)},
          {"level", Name(one_case.level)},
          {"since", Text(one_case.since)},
          {"control", Text(one_case.control)},
          {"clauses", clauses},
          {"tags", Texts(one_case.tags)},
          {"file", Text(one_case.file)}};
}

Json ToJson(const ReportEvent& event) {
  Json json = {
      {"kind", Name(event.kind)}, {"microseconds", event.microseconds}, {"text", Text(event.text)}};
  Add(json, "step", event.step);
  Add(json, "label", event.label);
  if (event.frame) {
    json["frame"] = {{"nonce", event.frame->nonce},
                     {"rekeys", event.frame->rekeys},
                     {"key", Text(event.frame->key)}};
  }
  for (const ReportField& field : event.fields) {
    json["fields"].push_back(
        {{"name", Text(field.name)}, {"offset", field.offset}, {"hex", Text(field.hex)}});
  }
  Add(json, "plaintext", event.plaintext);
  Add(json, "plaintext_size", event.plaintext_size);
  Add(json, "wire", event.wire);
  Add(json, "wire_size", event.wire_size);
  Add(json, "session_id", event.session_id);
  return json;
}

Json DetailOf(const ReportResult& result) {
  Json json = Json::object();
  Add(json, "behaviour", result.behaviour);
  Add(json, "close", result.close);
  Add(json, "text", result.text);
  Add(json, "explanation", result.explanation);
  Add(json, "actual", result.actual);
  if (!result.allowed.empty()) json["allowed"] = Texts(result.allowed);
  Add(json, "file", result.file);
  Add(json, "line", result.line);
  Add(json, "step", result.step);
  if (result.expectation) {
    json["expectation"] = {{"where", Text(result.expectation->where)},
                           {"reason", Text(result.expectation->reason)},
                           {"verdict", Name(result.expectation->verdict)}};
  }
  Add(json, "attempts", result.attempts);
  Add(json, "stderr", result.errors);
  Add(json, "reproduce", result.reproduce);
  for (const ReportEvent& event : result.events) json["events"].push_back(ToJson(event));
  return json;
}

// Returns the causes in the order in which to fix them.
Json CausesJson(const Report& report, const CaseIndex& cases) {
  Json json = Json::array();
  for (const ReportCause& cause : CausesOf(report)) {
    Json one = {{"case", cases.at(cause.one_case->id)},
                {"config", NumberOf(cause.told->config)},
                {"verdict", static_cast<size_t>(cause.told->verdict)},
                {"runs", DescribeRuns(cause) +
                             (cause.others.empty()
                                  ? ""
                                  : fmt::format(", {} more cases alike", cause.others.size()))},
                {"why", Text(cause.told->explanation.empty() ? WhatIsWrong(*cause.told)
                                                             : cause.told->explanation)}};
    Add(one, "blocked", cause.blocked);
    Add(one, "reproduce", cause.told->reproduce);
    json.push_back(one);
  }
  return json;
}

Json ToJson(const Report& report, const CaseIndex& cases) {
  Json results = Json::array();
  Json details = Json::array();
  for (const ReportResult& result : report.results) {
    const auto found = cases.find(result.case_id);
    if (found == cases.end()) continue;
    results.push_back({found->second, NumberOf(result.config), static_cast<size_t>(result.verdict),
                       result.microseconds, details.size()});
    details.push_back(DetailOf(result));
  }
  return {{"name", NameOnPage(report)},
          {"version", Text(report.iut.version)},
          {"tool", Text(report.tool)},
          {"toolVersion", Text(report.version)},
          {"date", Text(report.date)},
          {"seconds", report.seconds},
          {"command", Text(report.command_line)},
          {"interrupted", report.interrupted},
          {"causes", CausesJson(report, cases)},
          {"results", results},
          {"details", details}};
}

}  // namespace

std::string NameOnPage(const Report& report) {
  return report.iut.name.empty() ? "the implementation" : Printable(report.iut.name);
}

std::string PageData(std::span<const Report> reports) {
  CaseIndex index;
  Json cases = Json::array();
  std::set<std::string_view> clause_ids;
  Json clauses = Json::array();
  for (const Report& report : reports) {
    for (const ReportCase& one_case : report.cases) {
      if (index.emplace(one_case.id, cases.size()).second) cases.push_back(ToJson(one_case));
    }
    for (const ReportClause& clause : report.clauses) {
      if (clause_ids.insert(clause.id).second) clauses.push_back(ToJson(clause));
    }
  }
  Json json = {{"verdicts", Verdicts()},
               {"configs", Configs()},
               {"clauses", clauses},
               {"cases", cases},
               {"reports", Json::array()}};
  for (const Report& report : reports) json["reports"].push_back(ToJson(report, index));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace asmtp::conformance
