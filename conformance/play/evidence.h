// Evidence: what the runner knows of a session when bytes of the IUT do not verify.
#ifndef ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_
#define ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_

#include <vector>

#include "conformance/deviant/loose_handshake.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

struct Evidence {
  // What does not verify.
  enum class Suspect : uint8_t { kNothing, kInitialize, kResponse, kFrame };

  Config config;
  deviant::SideKeys keys;  // the runner's
  Bytes initialize;        // the handshake frames before the suspect
  Bytes response;
  Suspect suspect = Suspect::kNothing;
  Bytes bytes;                   // the suspect, from its first byte, and what came after it
  uint64_t frames_received = 0;  // that verified
  uint64_t frames_sent = 0;
  std::vector<Bytes> plaintexts_sent;  // the last few

  // Returns the runner's side of a handshake with an IUT that errs.
  deviant::LooseHandshake Handshake(deviant::DhMemo* memo) const {
    return {noise::Peer(config.role), config.suite, keys, deviant::LooseHandshake::Errs::kOther,
            memo};
  }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_
