#include "conformance/suite/explainer.h"

#include <algorithm>
#include <utility>

#include "conformance/iut/interrupt.h"
#include "conformance/play/reasons.h"
#include "conformance/suite/probe.h"

namespace asmtp::conformance {
namespace {

// Of the usual patience: what a probe waits for comes soon or never.
constexpr double kProbePatience = 0.25;

// Whether the runner does nothing wrong in it.
bool IsRight(const Case& one_case) {
  return std::ranges::all_of(one_case.steps, &std::vector<Tamper>::empty, &Step::tampers);
}

// Whether the IUT has failed where the runner did nothing wrong.
bool FailsWhatIsRight(const CaseResult& result) {
  return IsViolation(result.verdict()) && IsRight(*result.one_case);
}

size_t MessagesReceived(const CaseResult& result) {
  return static_cast<size_t>(
      std::ranges::count(result.play.trace, std::string_view("message"), &TraceEvent::outcome));
}

// Whether a right message did not come back, nor anything else.
bool MissesAnEcho(const CaseResult& result) {
  const PlayResult& play = result.play;
  if (!FailsWhatIsRight(result) || play.step == nullptr || play.trace.empty()) return false;
  const std::string_view last = play.trace.back().outcome;
  return std::holds_alternative<Receive>(play.step->body) &&
         (last == "fin" || last == "rst" || last == "silence");
}

bool FailsInTheHandshake(const CaseResult& result) {
  const Step* step = result.play.step;
  return FailsWhatIsRight(result) && step != nullptr &&
         std::holds_alternative<HandshakeFrame>(step->body);
}

void Say(const Explanation& explanation, CaseResult& result) {
  result.play.hypothesis = explanation.hypothesis;
  result.play.explanation = explanation.sentence;
}

}  // namespace

void Explainer::Explain(const Keys& keys, double scale, const Probed& iut, CaseResult& result) {
  if (FailsWhatIsRight(result) && result.play.hypothesis.empty()) {
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

// The IUT is asked in other ways.
void Explainer::ExplainClose(const Keys& keys, double scale, const Probed& iut,
                             CaseResult& result) const {
  if (!MayProbe() || !iut.may_probe()) return;
  iut.end();
  const auto explanation = Probe(*result.one_case, keys, config_, source_, scale * kProbePatience);
  if (explanation) Say(*explanation, result);
}

// Where the IUT closes on a right frame, or is silent, frames that are wrong say why.
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
