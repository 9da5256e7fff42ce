// Liveness: whether a session with the IUT works, whatever a case has done to it.
//
//   const Liveness alive = CheckAlive(keys, config, iut, {.timeout_scale = 1.0});
//   alive.wrong                     "" where it works
#ifndef ASMTP_CONFORMANCE_PLAY_LIVENESS_H_
#define ASMTP_CONFORMANCE_PLAY_LIVENESS_H_

#include <string>

#include "conformance/play/player.h"

namespace asmtp::conformance {

// Whether a session works.
struct Liveness {
  Verdict verdict = Verdict::kPass;  // TIMEOUT where the IUT was silent, FAIL otherwise
  std::string wrong;                 // what happened; "" where it works
  bool late = false;                 // it works, but the one before it did not
};

// Returns the verdict of a stream that did not open: an IUT that had not come when the deadline was
// over may be slow.
inline Verdict WithoutStream(Deadline deadline) {
  return Clock::now() < deadline ? Verdict::kFail : Verdict::kTimeout;
}

// Plays the handshake of a session of its own, with a fresh ephemeral key; once more after a grace
// period where that does not work.
Liveness CheckAlive(const Keys& keys, const Config& config, Iut& iut, const PlayOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_LIVENESS_H_
