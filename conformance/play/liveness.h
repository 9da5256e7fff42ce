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
  std::string wrong;    // what happened; "" where it works
  bool silent = false;  // nothing did until the deadline
  bool late = false;    // it works, but the one before it did not
};

// Plays the handshake of a session of its own, with a fresh ephemeral key; once more after a grace
// period where that does not work.
Liveness CheckAlive(const Keys& keys, const Config& config, Iut& iut, const PlayOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_LIVENESS_H_
