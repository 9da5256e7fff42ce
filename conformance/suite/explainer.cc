#include "conformance/suite/explainer.h"

#include <algorithm>
#include <utility>

#include "conformance/iut/interrupt.h"
#include "conformance/play/reasons.h"
#include "conformance/suite/probe.h"

namespace asmtp::conformance {
namespace {

// A fraction of the usual patience: an answer to a probe comes soon or never.
constexpr double kProbePatience = 0.25;

// Whether the case contains no fault of the runner.
bool HasNoFault(const Case& one_case) {
  return std::ranges::all_of(one_case.steps, &std::vector<Tamper>::empty, &Step::tampers);
}

// Whether the IUT failed a case without a fault of the runner.
bool FailsWithoutAFault(const CaseResult& result) {
  return IsViolation(result.verdict()) && HasNoFault(*result.one_case);
}

size_t MessagesReceived(const CaseResult& result) {
  return static_cast<size_t>(
      std::ranges::count(result.play.trace, std::string_view("message"), &TraceEvent::outcome));
}

// Whether a valid message was answered by a close or by silence instead of an echo.
bool MissesAnEcho(const CaseResult& result) {
  const PlayResult& play = result.play;
  if (!FailsWithoutAFault(result) || play.step == nullptr || play.trace.empty()) return false;
  const std::string_view last = play.trace.back().outcome;
  return std::holds_alternative<Receive>(play.step->body) &&
         (last == "fin" || last == "rst" || last == "silence");
}

bool FailsInTheHandshake(const CaseResult& result) {
  const Step* step = result.play.step;
  return FailsWithoutAFault(result) && step != nullptr &&
         std::holds_alternative<HandshakeFrame>(step->body);
}

void Say(const Explanation& explanation, CaseResult& result) {
  result.play.hypothesis = explanation.hypothesis;
  result.play.explanation = explanation.sentence;
}

}  // namespace

void Explainer::Explain(const Keys& keys, double scale, const Probed& iut, CaseResult& result) {
  if (FailsWithoutAFault(result) && result.play.hypothesis.empty()) {
    ExplainClose(keys, scale, iut, result);
  }
  if (MissesAnEcho(result) && result.play.hypothesis.empty()) {
    ExplainFrames(keys, scale, iut, result);
  }
  if (FailsInTheHandshake(result) && result.play.explanation.empty()) {
    result.play.explanation = HandshakeHint();
  }
}

bool Explainer::MayProbe() const {
  return !options_.no_deadlines && options_.probes && !IsInterrupted();
}

// Probes the IUT with another suite, framing or initialize.
void Explainer::ExplainClose(const Keys& keys, double scale, const Probed& iut,
                             CaseResult& result) const {
  if (!MayProbe() || !iut.may_probe()) return;
  iut.end();
  const auto explanation = Probe(*result.one_case, keys, config_, source_, scale * kProbePatience);
  if (explanation) Say(*explanation, result);
}

// If the IUT closes on a valid frame or is silent, frames with mistakes show why.
void Explainer::ExplainFrames(const Keys& keys, double scale, const Probed& iut,
                              CaseResult& result) {
  if (!MayProbe()) return;
  if (!std::exchange(frames_probed_, true)) {
    RunningIut* running = iut.restart();
    if (running == nullptr) return;
    frame_probe_ = ProbeFrames(keys, config_, *running, scale);
    running->TakeErrors();
    if (running->Crash(/*suspect=*/false)) iut.end();
  }
  if (frame_probe_ && frame_probe_->frame == MessagesReceived(result)) {
    Say(frame_probe_->explanation, result);
  }
}

}  // namespace asmtp::conformance
