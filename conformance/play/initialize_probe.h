// InitializeProbe: why a responder closes on an initialize that is right. On one connection after
// the other it is sent an initialize with one mistake of deviant/row.h, or with another version
// byte; the one that it answers says which mistake it has itself.
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

// At most a connection for each hypothesis; an IUT that stays silent on some is asked no more.
std::optional<Explanation> ProbeInitialize(const Keys& keys, const Config& config, Iut& iut,
                                           double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_INITIALIZE_PROBE_H_
