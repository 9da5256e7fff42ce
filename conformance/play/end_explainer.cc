#include "conformance/play/end_explainer.h"

#include <string>

#include "conformance/play/divergence.h"
#include "core/message/format.h"

namespace asmtp::conformance {
namespace {

// How long to wait for the rest of bytes that do not verify.
constexpr Milliseconds kEvidencePatience{20};
// How long to wait for a frame that tells apart two explanations.
constexpr Milliseconds kSecondFramePatience{300};
// How long to wait for the echo of a message after one that was not echoed, and the size of it.
constexpr Milliseconds kNextMessagePatience{500};
constexpr size_t kTopicSize = 41;

std::optional<Explanation> ExplainBytes(Peer& peer, const PlayOptions& options) {
  Evidence evidence = peer.CollectEvidence(After(kEvidencePatience, options.timeout_scale));
  auto explanation = Explain(evidence);
  if (!explanation || !options.asks_again || !peer.IsOpen()) return explanation;
  peer.AskAgain(evidence, After(kSecondFramePatience, options.timeout_scale));
  return Explain(evidence);
}

// An IUT that is silent to a message, and echoes the next one, took it for no message.
std::optional<Explanation> ExplainSilence(Peer& peer, const PlayOptions& options) {
  const Deadline deadline = After(kNextMessagePatience, options.timeout_scale);
  const Bytes next(kTopicSize, kFormat<Topic>.type);
  peer.channel().Send(peer.SealFrame(next), deadline);
  const Outcome outcome = peer.Next(deadline);
  if (outcome.kind != Outcome::Kind::kMessage || outcome.plaintext != next) return std::nullopt;
  return Explanation{
      std::string(kTakenForNoMessage),
      "the IUT echoes the next message: it took this one for no message, and went on (MSG-11)"};
}

}  // namespace

void ExplainEnd(Peer& peer, const Step& step, const PlayOptions& options, PlayResult& result) {
  const bool silent = !result.trace.empty() && result.trace.back().outcome == "silence";
  const bool awaits_echo = std::holds_alternative<Receive>(step.body) && peer.IsOpen();
  auto explanation = ExplainBytes(peer, options);
  if (!explanation && silent && awaits_echo && options.asks_again) {
    explanation = ExplainSilence(peer, options);
  }
  if (!explanation) return;
  result.hypothesis = explanation->hypothesis;
  result.explanation = explanation->sentence;
}

}  // namespace asmtp::conformance
