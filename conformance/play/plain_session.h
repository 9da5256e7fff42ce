// PlainSession: a session without a fault of the runner, for probes.
//
//   const Reached reached = TrySession(keys, config, iut, {.scale = 2.0});
//   reached.reach                   Reach::kHandshake: the handshake works, the first echo is missing
//   reached.last                    Outcome::Kind::kSilence
//   TrySession(keys, config, iut, {.pause = Milliseconds(150)}).reach        Reach::kEcho
#ifndef ASMTP_CONFORMANCE_PLAY_PLAIN_SESSION_H_
#define ASMTP_CONFORMANCE_PLAY_PLAIN_SESSION_H_

#include <optional>

#include "conformance/play/channel.h"
#include "conformance/play/peer.h"

namespace asmtp::conformance {

// How far a session gets.
enum class Reach : uint8_t { kNothing, kHandshake, kEcho };

struct SessionPlan {
  double scale = 1.0;               // of the patience and of the pause
  Milliseconds patience{600};       // for each answer
  Milliseconds pause{0};            // between the handshake and the first frame
  bool joins_first_frame = false;   // to the runner's handshake frame, in one piece
  bool ends_in_handshake = false;   // ends the sending side before the IUT's handshake frame is due
  bool ends_behind_frames = false;  // ends the sending side after the last frame
  std::optional<deviant::LoosePair> e = {};  // the runner's ephemeral key
  size_t frames = 1;                         // sent one by one; each must be echoed
};

struct Reached {
  Reach reach = Reach::kNothing;
  Outcome::Kind last = Outcome::Kind::kSilence;  // the last outcome; not an answer if it failed
};

// A get-passport message that differs for each frame.
Bytes ProbeMessage(size_t frame);

// Performs the handshake. Returns nothing if it fails.
std::optional<Peer> OpenSession(const Keys& keys, const Config& config, Iut& iut,
                                Deadline deadline);

// Opens a session, sends the frames and waits for their echoes.
Reached TrySession(const Keys& keys, const Config& config, Iut& iut, const SessionPlan& plan);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_PLAIN_SESSION_H_
