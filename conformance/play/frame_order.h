// FrameOrder: whether a frame that does not verify is another frame of the session: one that comes
// too early, one that comes again, or one that is mixed with another.
//
//   ExplainOrder(evidence, split)->sentence      "the frame verifies as frame 3, and frame 2 ..."
#ifndef ASMTP_CONFORMANCE_PLAY_FRAME_ORDER_H_
#define ASMTP_CONFORMANCE_PLAY_FRAME_ORDER_H_

#include <optional>

#include "conformance/play/divergence.h"
#include "conformance/play/frame_reading.h"

namespace asmtp::conformance {

// Tries the frames around the expected one. The plaintext, or a later frame, must prove the order:
// an IUT that counts before it seals sends the same bytes. If neither does, the explanation has no
// hypothesis.
std::optional<Explanation> ExplainOrder(const Evidence& evidence, const deviant::LooseSplit& split);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FRAME_ORDER_H_
