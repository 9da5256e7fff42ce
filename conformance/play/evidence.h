// Evidence: what the runner knows about a session when bytes of the IUT do not verify.
#ifndef ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_
#define ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_

#include <optional>
#include <vector>

#include "conformance/deviant/loose_handshake.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

struct Evidence {
  // The bytes that do not verify.
  enum class Suspect : uint8_t { kNothing, kInitialize, kResponse, kFrame };

  Config config;
  deviant::SideKeys keys;  // the runner's
  Bytes initialize;        // the handshake frames before the suspect
  Bytes response;
  Suspect suspect = Suspect::kNothing;
  Bytes bytes;                   // from the first suspect byte on
  uint64_t frames_received = 0;  // that verified
  uint64_t frames_sent = 0;
  std::vector<Bytes> plaintexts_sent;  // the last few
  // The size of `bytes` when the runner sent one more message; what followed is behind it.
  std::optional<size_t> asked_at = {};

  // Returns the runner's side of a handshake with a deviating IUT.
  deviant::LooseHandshake Handshake(deviant::DhMemo* memo) const {
    return {noise::Peer(config.role), config.suite, keys, deviant::LooseHandshake::Errs::kOther,
            memo};
  }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_
