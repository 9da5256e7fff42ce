// Unasked: recognises what the IUT sends of its own accord in a session, such as a gossip of a node.
//
//   if (unasked.Takes(outcome)) continue;      no step waits for it
#ifndef ASMTP_CONFORMANCE_PLAY_UNASKED_H_
#define ASMTP_CONFORMANCE_PLAY_UNASKED_H_

#include "conformance/play/outcome.h"

namespace asmtp::conformance {

class Unasked {
 public:
  // Whether no step waits for this outcome. Without keys, every byte after the handshake may be such
  // a frame.
  bool Takes(const Outcome& outcome) {
    using Kind = Outcome::Kind;
    const bool is_frame = outcome.kind == Kind::kMessage || outcome.kind == Kind::kPlain ||
                          (outcome.kind == Kind::kBytes && keys_unknown_);
    const bool is_handshake = outcome.kind == Kind::kInitialize || outcome.kind == Kind::kResponse;
    keys_unknown_ = keys_unknown_ || (is_handshake && !outcome.verified);
    return is_frame;
  }

 private:
  bool keys_unknown_ = false;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_UNASKED_H_
