#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "conformance/report/text.h"
#include "fuzz/results/formats.h"

namespace asmtp::fuzz {
namespace {

using Json = nlohmann::ordered_json;

Json Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<uint8_t>(c));
  return text;
}

Json JsonOf(const Finding& finding) {
  const Crash& crash = finding.crash;
  return {{"cause", crash.Signature()},
          {"origin", Name(finding.origin)},
          {"kind", crash.kind},
          {"law", crash.law},
          {"sentence", crash.sentence},
          {"file", crash.file},
          {"line", crash.line},
          {"function", crash.function},
          {"names", finding.names},
          {"input", finding.input},
          {"bytes", Hex(finding.bytes)},
          {"found_size", finding.found_size},
          {"minimised", finding.minimised},
          {"failed", finding.failed},
          {"tried", finding.tried},
          {"reproduce", finding.reproduce},
          {"report", crash.report}};
}

Json JsonOf(const TargetReport& target) {
  Json samples = Json::array();
  for (const Sample& sample : target.samples) {
    samples.push_back(
        {sample.seconds, sample.executions, sample.coverage, sample.features, sample.inputs});
  }
  Json findings = Json::array();
  for (const Finding& finding : target.findings) findings.push_back(JsonOf(finding));
  return {{"name", target.name},
          {"was_run", target.was_run},
          {"problems", target.problems},
          {"notes", target.notes},
          {"seconds", target.seconds},
          {"replayed", target.replayed},
          {"executions", target.executions},
          {"coverage", target.coverage},
          {"features", target.features},
          {"rss_mb", target.rss_mb},
          {"corpus_inputs", target.corpus_inputs},
          {"corpus_bytes", target.corpus_bytes},
          {"figures", target.figures},
          {"samples", samples},
          {"findings", findings}};
}

}  // namespace

std::string FuzzJson(const FuzzReport& report) {
  Json targets = Json::array();
  for (const TargetReport& target : report.targets) targets.push_back(JsonOf(target));
  const Json json = {{"tool", "asmtp-fuzz"},
                     {"version", report.version},
                     {"date", report.date},
                     {"command_line", report.command_line},
                     {"seconds", report.seconds},
                     {"seed", report.seed},
                     {"jobs", report.jobs},
                     {"interrupted", report.interrupted},
                     {"samples_are", {"seconds", "executions", "coverage", "features", "inputs"}},
                     {"targets", targets}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace asmtp::fuzz
