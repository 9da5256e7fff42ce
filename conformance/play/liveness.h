// Liveness: whether a session with the IUT works after a case.
//
//   const Liveness alive = CheckAlive(keys, config, iut, {.timeout_scale = 1.0});
//   alive.wrong                     "" if it works
#ifndef ASMTP_CONFORMANCE_PLAY_LIVENESS_H_
#define ASMTP_CONFORMANCE_PLAY_LIVENESS_H_

#include <string>

#include "conformance/play/player.h"

namespace asmtp::conformance {

// Whether a session works.
struct Liveness {
  std::string wrong;                      // what happened; "" if it works
  bool silent = false;                    // the IUT did nothing until the deadline
  bool late = false;                      // it works, but only on the second attempt
  std::chrono::duration<double> took{0};  // by the handshake, if one was played
};

// Plays the handshake of a separate session with a fresh ephemeral key. If that fails, tries once
// more after a grace period. Plays nothing if the IUT expects a key of low order.
Liveness CheckAlive(const Keys& keys, const Config& config, Iut& iut, const PlayOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_LIVENESS_H_
