#include "conformance/suite/result_facts.h"

#include <algorithm>

namespace asmtp::conformance {

bool IsWorthARetry(const CaseResult& result) {
  return IsUnexpected(result.verdict()) && result.verdict() != Verdict::kBlocked &&
         !result.iut_missing;
}

std::string WhyUnjudged(const CaseResult& result) {
  if (!result.as_node) return "";
  if (result.verdict() == Verdict::kUnsupported) return result.play.text;  // of its control
  return result.as_node->IsNeverJudged() ? result.as_node->why_not : "";
}

bool StaysOpenUnjudged(const CaseResult& control) {
  const auto& trace = control.play.trace;
  return control.as_node && control.as_node->IsNeverJudged() && !trace.empty() &&
         control.verdict() == Verdict::kUnsupported &&
         std::ranges::none_of(trace, [](const TraceEvent& event) {
           return event.outcome == "fin" || event.outcome == "rst";
         });
}

bool IsSilence(const CaseResult& result) {
  if (result.verdict() == Verdict::kTimeout) return true;
  return result.verdict() == Verdict::kNonstrict && !result.play.trace.empty() &&
         result.play.trace.back().outcome == "silence";
}

std::string KindOf(const CaseResult& result) {
  const Step* step = result.play.step;
  const bool open = std::ranges::any_of(
      result.play.trace, [](const TraceEvent& event) { return event.session_id.has_value(); });
  return std::to_string(static_cast<int>(result.play.reason)) +
         (step == nullptr ? "" : "/" + std::to_string(step->body.index())) + (open ? "/open" : "");
}

size_t BytesSent(const CaseResult& result) {
  size_t sent = 0;
  for (const TraceEvent& event : result.play.trace) {
    if (event.kind == TraceEvent::Kind::kSent) sent += event.wire.size;
  }
  return sent;
}

}  // namespace asmtp::conformance
