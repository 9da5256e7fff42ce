#include "conformance/runner/node_doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/play/reasons.h"
#include "conformance/suite/suite_run.h"

namespace asmtp::conformance {
namespace {

// The controls of most cases.
constexpr std::string_view kControls[] = {"handshake/ok", "transport/echo-two-messages"};

std::string TextOf(const CaseResult& result) {
  const Verdict verdict = result.verdict();
  const std::string why =
      verdict == Verdict::kPass ? "" : "  " + WhatIsWrong(result.play, ": ", result.play.allowed);
  return fmt::format("{:<11} {:<28} {}{}\n", Name(verdict), result.one_case->header.id,
                     Describe(result.config), why);
}

// The reasons, the most frequent first.
std::string TextOf(const Forecast& forecast) {
  std::string text = fmt::format("a run judges {} of {} runs", forecast.judged, forecast.runs);
  const char* before = ": ";
  for (const auto& [area, count] : forecast.areas) {
    text += fmt::format("{}{} {}", std::exchange(before, ", "), area, count);
  }
  text += "\n";
  if (forecast.if_it_closes > 0) {
    text += fmt::format("and {} more if it closes on a plaintext that is not a message\n",
                        forecast.if_it_closes);
  }
  std::vector<std::pair<size_t, std::string>> reasons;
  for (const auto& [why, count] : forecast.rest) reasons.emplace_back(count, why);
  std::ranges::sort(reasons, std::greater());
  for (const auto& [count, why] : reasons)
    text += fmt::format("{:>6} not judged: {}\n", count, why);
  return text;
}

}  // namespace

NodeDiagnosis ExamineNode(const CaseSet& set, const std::vector<Config>& configs,
                          const IutSource& source, double timeout_scale) {
  std::vector<const Case*> controls;
  for (const std::string_view id : kControls) {
    if (const Case* control = set.Find(id)) controls.push_back(control);
  }
  const SuiteResult played =
      RunSuite(set, controls, source, {.timeout_scale = timeout_scale, .configs = configs});
  NodeDiagnosis diagnosis{.text = "", .well = !played.start_failure};
  if (played.start_failure) return {.text = played.start_failure->what + "\n", .well = false};
  for (const CaseResult& result : played.results) {
    diagnosis.text += TextOf(result);
    diagnosis.well = diagnosis.well && result.verdict() == Verdict::kPass;
  }
  diagnosis.text += TextOf(ForecastRuns(set, configs, source));
  if (!diagnosis.well) {
    diagnosis.text += "cases that build on these are judged only after they pass\n";
  }
  return diagnosis;
}

}  // namespace asmtp::conformance
