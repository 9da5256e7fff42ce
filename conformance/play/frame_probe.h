// ProbeFrames: why an IUT does not take frames that are right. In one session after the other it is
// sent the first frame that it did not take once more, with one mistake of deviant/row.h, then with
// two; the one that it echoes says which mistake it has itself.
//
//   const auto probed = ProbeFrames(keys, config, iut, 1.0);
//   probed->frame                    1: the second frame is the first that did not come back
//   probed->explanation.hypothesis   "no-rekey"; "" where no usual mistake explains it
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

// For an IUT that echoes. Returns nothing where it echoes frames well, or a handshake fails.
// Bounded by a number of sessions, and of those in which the IUT stays silent.
std::optional<FrameProbe> ProbeFrames(const Keys& keys, const Config& config, Iut& iut,
                                      double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_FRAME_PROBE_H_
