#include "conformance/report/sarif.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "conformance/report/findings.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

Json Text(std::string_view text) { return {{"text", Printable(text)}}; }

std::string_view LevelOf(Verdict verdict) {
  if (IsUnexpected(verdict)) return "error";
  return verdict == Verdict::kNonstrict ? "warning" : "note";
}

// How grave it is to break a clause.
std::string_view LevelOf(const ReportClause& clause) {
  if (clause.level == Level::kMust) return "error";
  return clause.level == Level::kShould ? "warning" : "note";
}

// The rules, and where each stands among them.
struct Rules {
  Json list = Json::array();
  std::map<std::string, size_t> places;

  void Add(const ReportClause& clause) {
    if (!places.emplace(clause.id, list.size()).second) return;
    Json rule = {{"id", clause.id},
                 {"shortDescription", Text(clause.text.empty() ? clause.id : clause.text)},
                 {"defaultConfiguration", {{"level", LevelOf(clause)}}}};
    if (!clause.section.empty()) rule["properties"] = {{"section", Printable(clause.section)}};
    list.push_back(std::move(rule));
  }
};

// The clauses that the cases quote.
Rules RulesOf(const Report& report) {
  Rules rules;
  for (const ReportCase& one_case : report.cases) {
    for (const ClauseReference& reference : one_case.clauses) {
      const ReportClause* clause = report.FindClause(reference.id);
      rules.Add(
          clause != nullptr
              ? *clause
              : ReportClause{.id = reference.id, .text = reference.quote, .level = one_case.level});
    }
  }
  return rules;
}

// A path as the path of a URI.
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

Json LocationOf(const ReportFinding& finding) {
  const bool at_step = !finding.first->file.empty();
  const std::string& file = at_step ? finding.first->file : finding.one_case->file;
  const uint64_t line = at_step ? finding.first->line : 1;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", UriOf(file)}}},
            {"region", {{"startLine", std::max<uint64_t>(line, 1)}}}}}};
}

std::string MessageOf(const ReportFinding& finding) {
  const ReportResult& result = *finding.first;
  std::string text =
      fmt::format("{}: {} ({}).", result.case_id, WhatIsWrong(result), DescribeRuns(finding));
  if (!result.explanation.empty()) text += " " + result.explanation + ".";
  if (!result.reproduce.empty()) text += "\n" + result.reproduce;
  return text;
}

Json ResultOf(const ReportFinding& finding, const Rules& rules) {
  const ReportResult& result = *finding.first;
  Json json = Json::object();
  if (!finding.one_case->clauses.empty()) {
    const std::string& clause = finding.one_case->clauses.front().id;
    json["ruleId"] = clause;
    json["ruleIndex"] = rules.places.at(clause);
  }
  json["level"] = LevelOf(result.verdict);
  json["message"] = Text(MessageOf(finding));
  json["locations"] = Json::array({LocationOf(finding)});
  json["partialFingerprints"] = {
      {"caseAndRole/v1", fmt::format("{} {}", result.case_id, Name(result.config.role))}};
  json["properties"] = {{"verdict", Name(result.verdict)},
                        {"role", Name(result.config.role)},
                        {"runs", finding.all.size()}};
  return json;
}

}  // namespace

std::string WriteSarif(const Report& report) {
  const Rules rules = RulesOf(report);
  Json results = Json::array();
  for (const ReportFinding& finding : FindingsOf(report)) {
    // A control that failed is a result of its own.
    if (!IsAboutTheRun(finding.verdict())) results.push_back(ResultOf(finding, rules));
  }
  Json invocation = {{"executionSuccessful", !report.interrupted}};
  if (!report.command_line.empty()) invocation["commandLine"] = Printable(report.command_line);
  if (!report.date.empty()) invocation["startTimeUtc"] = Printable(report.date);
  const Json driver = {
      {"name", "asmtp-conform"}, {"version", Printable(report.version)}, {"rules", rules.list}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"invocations", Json::array({invocation})},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", results}};
  const Json sarif = {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return sarif.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace asmtp::conformance
