// Offline: plays a case without an IUT, so every byte is known in advance: against core with both
// ephemeral keys of the case, or against the recorded bytes of an IUT whose ephemeral key is
// unknown.
//
//   const auto result = PlayOffline(one_case, config);
//   if (!result) return result.error();           // the case contradicts itself or core
//   for (const TraceEvent& event : result->trace) ...
#ifndef ASMTP_CONFORMANCE_PLAY_OFFLINE_H_
#define ASMTP_CONFORMANCE_PLAY_OFFLINE_H_

#include "conformance/play/config.h"
#include "conformance/play/player.h"

namespace asmtp::conformance {

// Fails if the verdict is unexpected (naming the step that decided it) or if recorded bytes are
// missing. Keeps at most `trace_bytes_max` bytes of each event.
OrSourceError<PlayResult> PlayOffline(const Case& one_case, const Config& config,
                                      size_t trace_bytes_max = TraceBytes::kKeptMax);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_OFFLINE_H_
