// Plays the sessions of corpus/deviations/ with the implementation in adaptor.h.
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

// Identifies a session.
struct FrozenKey {
  std::string id;  // of the deviation
  Config config;
  std::string case_id;
};

FrozenKey KeyOf(const FrozenSession& session);
// Returns the case with that id from corpus/deviations or corpus/transcripts, without `alive`
// steps.
const Case& FrozenCase(const std::string& id);

struct FrozenFile {
  const char* path;
  // Returns the ids of all deviations of this kind. The file has sessions of each, and of no other.
  std::vector<std::string> (*ids)();
  // Returns the sessions of one deviation that are worth freezing. Slow.
  std::vector<FrozenSession> (*find)(const std::string& id);
  FrozenSession (*play)(const FrozenKey& key);
};

// An IUT with each mistake that the runner can name; the runner's probes for these mistakes; the
// faulty endpoints; and the runner's tampers in the layer `noise`, against core.
extern const FrozenFile kHypotheses;
extern const FrozenFile kProbes;
extern const FrozenFile kFaults;
extern const FrozenFile kTampers;

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_FROZEN_PLAY_FROZEN_H_
