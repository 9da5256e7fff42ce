#include "conformance/report/json_report.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace asmtp::conformance {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const CaseResult& result) {
  const Case& c = *result.one_case;
  Json json = {{"case", c.header.id},
               {"title", c.header.title},
               {"level", Name(c.header.level)},
               {"role", Name(result.config.role)},
               {"suite", DhName(result.config.suite)},
               {"framing", asmtp::Name(result.config.framing)},
               {"verdict", Name(result.verdict())},
               {"milliseconds", static_cast<double>(result.duration.count()) / 1000.0}};
  for (const ClauseReference& clause : c.header.clauses) json["clauses"].push_back(clause.id);
  if (!c.header.control.empty()) json["control"] = c.header.control;
  if (result.verdict() == Verdict::kPass) return json;
  const PlayResult& play = result.play;
  json["text"] = play.text;
  json["actual"] = play.actual;
  json["allowed"] = play.allowed;
  json["trace"] = Json::array();
  for (const TraceEvent& event : play.trace) {
    for (const std::string& line : LinesOf(event)) json["trace"].push_back(line);
  }
  if (!play.explanation.empty()) {
    json["explanation"] = play.explanation;
    json["hypothesis"] = play.hypothesis;
  }
  json["stderr"] = result.errors;
  if (play.step != nullptr) json["at"] = fmt::format("{}:{}", play.step->file, play.step->line);
  return json;
}

}  // namespace

std::string WriteJsonReport(const std::string& file, const SuiteResult& result, double seconds) {
  Json report = {{"format", "asmtp-conform-report/1"},
                 {"seconds", seconds},
                 {"interrupted", result.interrupted},
                 {"counts", Json::object()},
                 {"results", Json::array()}};
  for (const CaseResult& one : result.results) {
    Json& count = report["counts"][std::string(Name(one.verdict()))];
    count = count.is_null() ? 1 : count.get<int>() + 1;
    report["results"].push_back(ToJson(one));
  }
  std::ofstream stream(file, std::ios::binary);
  // What an IUT has written may be any bytes.
  stream << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  stream.flush();
  return stream.good() ? "" : "cannot write the report '" + file + "'";
}

}  // namespace asmtp::conformance
