// EndExplainer: why a case has ended, as far as its open session shows it.
//
//   ExplainEnd(peer, step, options, result);
//   result.explanation               "the frame verifies if ..."
#ifndef ASMTP_CONFORMANCE_PLAY_END_EXPLAINER_H_
#define ASMTP_CONFORMANCE_PLAY_END_EXPLAINER_H_

#include <string_view>

#include "conformance/play/peer.h"
#include "conformance/play/player.h"

namespace asmtp::conformance {

// The hypothesis that the IUT rejects a message, and goes on.
inline constexpr std::string_view kTakenForNoMessage = "taken-for-no-message";

// Explains bytes that did not verify, or the silence to a message. `step` decided. With
// `options.asks_again`, may send one more message. Adds nothing to the trace.
void ExplainEnd(Peer& peer, const Step& step, const PlayOptions& options, PlayResult& result);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_END_EXPLAINER_H_
