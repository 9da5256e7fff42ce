#include "conformance/suite/explainer.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "conformance/deviant/row.h"
#include "conformance/play/end_explainer.h"
#include "conformance/play/reasons.h"
#include "conformance/suite/probe.h"
#include "conformance/transcript/case.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

// A fraction of the usual patience: an answer to a probe comes soon or never.
constexpr double kProbePatience = 0.25;
// Frames of a plain session. Every mistake in all frames shows in the first few.
constexpr size_t kPlainFrames = 10;

// Whether a tamper only changes in which pieces valid bytes arrive.
bool IsNoFault(const Tamper& tamper) {
  return tamper.op == TamperOp::kSplit || tamper.op == TamperOp::kSplitEach ||
         tamper.op == TamperOp::kPace || tamper.op == TamperOp::kHold;
}

// Whether the case contains no fault of the runner.
bool HasNoFault(const Case& one_case) {
  return std::ranges::all_of(one_case.steps, [](const Step& step) {
    return std::ranges::all_of(step.tampers, IsNoFault);
  });
}

// Whether the IUT failed a case without a fault of the runner.
bool FailsWithoutAFault(const CaseResult& result) {
  return IsViolation(result.verdict()) && HasNoFault(*result.one_case);
}

size_t MessagesReceived(const CaseResult& result) {
  return static_cast<size_t>(
      std::ranges::count(result.play.trace, std::string_view("message"), &TraceEvent::outcome));
}

std::string_view LastOutcome(const CaseResult& result) {
  return result.play.trace.empty() ? "" : result.play.trace.back().outcome;
}

// Whether the IUT did not send an echo, but nothing or the end of the stream.
bool GivesNoEcho(const CaseResult& result) {
  const PlayResult& play = result.play;
  if (!IsViolation(result.verdict()) || play.step == nullptr) return false;
  const std::string_view last = LastOutcome(result);
  return std::holds_alternative<Receive>(play.step->body) &&
         (last == "fin" || last == "rst" || last == "silence");
}

// Whether it did so in a case without a fault of the runner.
bool MissesAnEcho(const CaseResult& result) {
  return FailsWithoutAFault(result) && GivesNoEcho(result);
}

// Returns the last message that the runner sent, or no bytes.
ByteView LastSent(const CaseResult& result) {
  for (const TraceEvent& event : std::views::reverse(result.play.trace)) {
    if (event.kind != TraceEvent::Kind::kSent) continue;
    return event.plaintext.IsWhole() ? ByteView(event.plaintext.first) : ByteView();
  }
  return {};
}

bool FailsInTheHandshake(const CaseResult& result) {
  const Step* step = result.play.step;
  return FailsWithoutAFault(result) && step != nullptr &&
         std::holds_alternative<HandshakeFrame>(step->body);
}

// Whether a hypothesis is about all frames of a session, so that any session shows it.
bool IsAboutAllFrames(std::string_view hypothesis) {
  const std::string_view first = hypothesis.substr(0, hypothesis.find_first_of("+|"));
  const auto* row = deviant::FindRow(deviant::Serves::kHypothesis, first);
  return row != nullptr && row->stage == deviant::Stage::kFrame;
}

void Say(const Explanation& explanation, CaseResult& result) {
  result.play.hypothesis = explanation.hypothesis;
  result.play.explanation = explanation.sentence;
}

}  // namespace

void Explainer::Explain(const Keys& keys, double scale, const Probed& iut, CaseResult& result) {
  const auto unnamed = [&] { return result.play.hypothesis.empty(); };
  if (IsAboutAllFrames(result.play.hypothesis)) Doubt(keys, scale, iut, result);
  if (GivesNoEcho(result)) ExplainMessage(keys, scale, iut, result);
  if (FailsWithoutAFault(result) && unnamed()) ExplainDelivery(keys, scale, iut, result);
  if (FailsWithoutAFault(result) && unnamed()) ExplainClose(keys, scale, iut, result);
  if (MissesAnEcho(result) && unnamed()) ExplainFrames(keys, scale, iut, result);
  // An IUT that is silent has not judged the handshake frame, and one that takes others knows keys
  // and suite.
  const bool judged = LastOutcome(result) == "fin" || LastOutcome(result) == "rst";
  if (FailsInTheHandshake(result) && judged && !iut.has_shaken_hands &&
      result.play.explanation.empty()) {
    result.play.explanation = HandshakeHint();
  }
}

bool Explainer::MayProbe() const {
  return !options_.no_deadlines && options_.probes && !IsInterrupted();
}

template <class Probe>
void Explainer::With(const Probed& iut, Probe probe) const {
  RunningIut* running = iut.restart();
  if (running == nullptr) return;
  probe(*running);
  running->TakeErrors();
  if (running->Crash(/*suspect=*/false)) iut.end();
}

bool Explainer::PlainSessionWorks(const Keys& keys, double scale, const Probed& iut) {
  if (plain_works_ || !MayProbe()) return plain_works_.value_or(false);
  With(iut, [&](RunningIut& running) {
    plain_works_ =
        TrySession(keys, config_, running, {.scale = scale, .frames = kPlainFrames}).reach ==
        Reach::kEcho;
  });
  return plain_works_.value_or(false);
}

// A mistake in all frames shows in a plain session too. If that works, the mistake depends on
// something else, and its name would mislead.
void Explainer::Doubt(const Keys& keys, double scale, const Probed& iut, CaseResult& result) {
  if (!PlainSessionWorks(keys, scale, iut)) return;
  result.play.hypothesis.clear();
  result.play.explanation +=
      "; but sessions of short messages are correct, so it depends on what is special in this "
      "case: "
      "the message before this frame, its size, or other sessions";
}

// If the IUT echoes short messages, the message that it does not echo may be the cause.
void Explainer::ExplainMessage(const Keys& keys, double scale, const Probed& iut,
                               CaseResult& result) {
  const std::string_view known = result.play.hypothesis;
  if (!known.empty() && known != kTakenForNoMessage) return;
  if (!PlainSessionWorks(keys, scale, iut)) return;
  With(iut, [&](RunningIut& running) {
    if (!message_probe_) message_probe_.emplace(config_, scale);
    if (auto found = message_probe_->Explain(LastSent(result), keys, running)) Say(*found, result);
  });
}

// How bytes reach the IUT and leave it, and how many streams it serves.
void Explainer::ExplainDelivery(const Keys& keys, double scale, const Probed& iut,
                                CaseResult& result) {
  if (!MayProbe()) return;
  if (IsParallel(*result.one_case) && !std::exchange(streams_probed_, true)) {
    With(iut, [&](RunningIut& running) { streams_ = ProbeStreams(keys, config_, running, scale); });
  }
  if (IsParallel(*result.one_case) && streams_) return Say(*streams_, result);
  if (!FailsInTheHandshake(result) && !MissesAnEcho(result)) return;
  if (!std::exchange(delivery_probed_, true)) {
    With(iut,
         [&](RunningIut& running) { delivery_ = ProbeDelivery(keys, config_, running, scale); });
  }
  const Reach reach = FailsInTheHandshake(result)     ? Reach::kNothing
                      : MessagesReceived(result) == 0 ? Reach::kHandshake
                                                      : Reach::kEcho;
  if (delivery_ && delivery_->reach == reach) Say(delivery_->explanation, result);
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
    With(iut,
         [&](RunningIut& running) { frame_probe_ = ProbeFrames(keys, config_, running, scale); });
  }
  if (frame_probe_ && frame_probe_->frame == MessagesReceived(result)) {
    Say(frame_probe_->explanation, result);
  }
}

}  // namespace asmtp::conformance
