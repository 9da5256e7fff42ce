// ProbeFrames: why an IUT rejects valid frames. In fresh sessions it resends the first rejected
// frame with each mistake of deviant/row.h, then with pairs of mistakes. A frame that the IUT
// echoes shows its mistake.
//
//   const auto probed = ProbeFrames(keys, config, iut, 1.0);
//   probed->frame                    1: the second frame is the first that was not echoed
//   probed->explanation.hypothesis   "no-rekey"; "" if no known mistake explains it
//   probed->explanation.sentence     "the IUT accepts frame 1 if ... (TR-4)"
#ifndef ASMTP_CONFORMANCE_PLAY_FRAME_PROBE_H_
#define ASMTP_CONFORMANCE_PLAY_FRAME_PROBE_H_

#include <optional>

#include "conformance/play/channel.h"
#include "conformance/play/divergence.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

struct FrameProbe {
  size_t frame = 0;
  Explanation explanation;
};

// For an IUT that echoes. Returns nothing if the IUT echoes correctly or a handshake fails. The
// number of sessions is bounded, and so is the number of silent ones.
std::optional<FrameProbe> ProbeFrames(const Keys& keys, const Config& config, Iut& iut,
                                      double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FRAME_PROBE_H_
