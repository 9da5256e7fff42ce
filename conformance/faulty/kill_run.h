// Plays the cases against many faulty endpoints, some at a time, and makes their table.
//
//   std::vector<FaultToPlay> faults = DeviantsToPlay(set);
//   auto table = PlayAll(faults, set, {.jobs = 2});
//   if (auto done = PlayIdlers(faults, set, 2, *table); !done) ...
#ifndef ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_
#define ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_

#include <functional>
#include <limits>

#include "conformance/faulty/patch_suite.h"

namespace asmtp::faulty {

// A fault of either kind, and how to play some cases against an endpoint that has it.
struct FaultToPlay {
  FaultInfo info;
  std::function<PlayedOrWhy(const std::vector<const conformance::Case*>&)> play;
};

struct PlayAllOptions {
  size_t jobs = 1;  // faults at a time
  // The cases about the clause that a fault breaks, and then all others, until one has killed it as
  // it should; so many of them in a play.
  bool stop_when_killed = false;
  size_t cases_at_a_time = std::numeric_limits<size_t>::max();
};

// The endpoints that deviate. `set` must outlive them.
std::vector<FaultToPlay> DeviantsToPlay(const conformance::CaseSet& set);

// The patches below `folder`, and first `endpoint`, which has none and is right. `timeout_scale`
// stretches the deadlines of those that are wrong. `set` must outlive them. Fails with a sentence
// where a patch has no good head.
std::expected<std::vector<FaultToPlay>, std::string> PatchesToPlay(
    const std::filesystem::path& folder, const std::filesystem::path& endpoint,
    const conformance::CaseSet& set, double timeout_scale);

// Plays them in their order. Fails with the first sentence of one that cannot be played.
std::expected<KillTable, std::string> PlayAll(const std::vector<FaultToPlay>& faults,
                                              const conformance::CaseSet& set,
                                              const PlayAllOptions& options);

// Plays each family that kills nothing in the table against one fault after the other, until one is
// killed; `jobs` families at a time. The first rows of the table are those of `faults`.
std::expected<void, std::string> PlayIdlers(const std::vector<FaultToPlay>& faults,
                                            const conformance::CaseSet& set, size_t jobs,
                                            KillTable& table);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_
