// Evidence: what the runner knows of a session when bytes of the IUT do not verify.
#ifndef ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_
#define ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_

#include <vector>

#include "conformance/play/config.h"
#include "conformance/play/handshake_side.h"

namespace asmtp::conformance {

struct Evidence {
  // What does not verify.
  enum class Suspect : uint8_t { kNothing, kInit, kResp, kFrame };

  Config config;
  const SideKeys* keys = nullptr;  // the runner's
  ByteArray<32> iut_secret{};      // of the IUT's static key
  Bytes init;                      // the flights before the suspect, version byte included
  Bytes resp;
  Suspect suspect = Suspect::kNothing;
  Bytes bytes;                   // the suspect, from its first byte, and what came after it
  uint64_t frames_received = 0;  // that verified
  uint64_t frames_sent = 0;
  std::vector<Bytes> plaintexts_sent;  // the last few

  bool IutInitiates() const { return config.role == noise::Role::kInitiator; }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_EVIDENCE_H_
