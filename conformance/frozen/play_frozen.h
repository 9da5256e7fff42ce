// Plays the sessions that corpus/deviations/ holds, with what stands in adaptor.h.
//
//   for (const FrozenSession& session : PlayHypotheses()) ...
//
// Each file has a function, whose result is the content of that file.
#ifndef ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_
#define ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/frozen/frozen_session.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

// An IUT with each mistake, in each configuration in which its bytes are not those of a right one.
std::vector<FrozenSession> PlayHypotheses();
// What the runner sends to an IUT to find its mistake out.
std::vector<FrozenSession> PlayProbes();

struct FrozenFile {
  std::string_view path;
  std::vector<FrozenSession> (*play)();
};
inline constexpr FrozenFile kFrozenFiles[] = {
    {"corpus/deviations/hypotheses.json", PlayHypotheses},
    {"corpus/deviations/probes.json", PlayProbes},
};

// Returns the case of a frozen session.
const Case& CaseOf(const FrozenSession& session);
Config ConfigOf(const FrozenSession& session);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_
