// InitializeProbe: why a responder closes on a valid initialize. On fresh connections it sends an
// initialize with one mistake of deviant/row.h, or with another version byte. An initialize that
// the IUT answers shows its mistake.
//
//   const auto explanation = ProbeInitialize(keys, config, iut, 1.0);
//   explanation->hypothesis                "name-hashed"
#ifndef ASMTP_CONFORMANCE_PLAY_INITIALIZE_PROBE_H_
#define ASMTP_CONFORMANCE_PLAY_INITIALIZE_PROBE_H_

#include <optional>

#include "conformance/play/channel.h"
#include "conformance/play/divergence.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// Opens at most one connection for each hypothesis, and stops after several silent ones.
std::optional<Explanation> ProbeInitialize(const Keys& keys, const Config& config, Iut& iut,
                                           double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_INITIALIZE_PROBE_H_
