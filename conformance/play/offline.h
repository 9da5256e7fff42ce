// Offline: a case played without an IUT, so that every byte is known beforehand: against core, with
// the ephemeral keys of both sides, or against the recorded bytes of an IUT that kept its own.
//
//   const auto result = PlayOffline(one_case, config);
//   if (!result) return result.error();           // the case, or core, is not as it says
//   for (const TraceEvent& event : result->trace) ...
#ifndef ASMTP_CONFORMANCE_PLAY_OFFLINE_H_
#define ASMTP_CONFORMANCE_PLAY_OFFLINE_H_

#include "conformance/play/config.h"
#include "conformance/play/player.h"

namespace asmtp::conformance {

// Fails where the verdict is an unexpected one, with the step in which it was decided, and where
// recorded bytes are missing. Of each event's bytes `trace_bytes_max` are kept.
OrSourceError<PlayResult> PlayOffline(const Case& one_case, const Config& config,
                                      size_t trace_bytes_max = TraceBytes::kKeptMax);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_OFFLINE_H_
