// Plays the sessions that corpus/deviations/ holds, with what stands in adaptor.h.
//
//   for (const FrozenFile& file : kFrozenFiles) {
//     for (const FrozenSession& frozen : ReadFrozen(file.path)) file.play(KeyOf(frozen)) == frozen
//   }
#ifndef ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_
#define ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/frozen/frozen_session.h"
#include "conformance/play/config.h"

namespace asmtp::conformance {

// What a session is of.
struct FrozenKey {
  std::string id;  // of the deviation
  Config config;
  std::string case_id;
};

FrozenKey KeyOf(const FrozenSession& session);
// Returns the case of that id, of corpus/deviations or corpus/transcripts, without `alive`.
const Case& FrozenCase(const std::string& id);

struct FrozenFile {
  const char* path;
  // The ids of all deviations of this kind: the file has sessions of each, and of no other.
  std::vector<std::string> (*ids)();
  // Plays all sessions of one of them that are worth to be frozen. May take its time.
  std::vector<FrozenSession> (*find)(const std::string& id);
  FrozenSession (*play)(const FrozenKey& key);
};

// An IUT with each mistake that the runner can name, what the runner sends to find it out, faulty
// endpoints, and the runner's own faults: what it sends in a case that tampers with the layer
// `noise`, against core.
extern const FrozenFile kHypotheses;
extern const FrozenFile kProbes;
extern const FrozenFile kFaults;
extern const FrozenFile kTampers;

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_
