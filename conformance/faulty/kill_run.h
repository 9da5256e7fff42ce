// Plays the cases against all faulty endpoints, several in parallel, and builds the kill table.
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

// A fault of either kind, and how to play cases against an endpoint with it.
struct FaultToPlay {
  FaultInfo info;
  std::function<PlayedOrWhy(const std::vector<const conformance::Case*>&)> play;
};

struct PlayAllOptions {
  size_t jobs = 1;  // faults in parallel
  // Play the cases about the kind of the fault, then those about the clause that it violates, then
  // all others, in batches of `cases_at_a_time`, until one kills the fault with the expected verdict.
  bool stop_when_killed = false;
  size_t cases_at_a_time = std::numeric_limits<size_t>::max();
};

// Returns the deviations. `set` must outlive them.
std::vector<FaultToPlay> DeviantsToPlay(const conformance::CaseSet& set);

// Returns `endpoint`, which has no fault, and then the patches below `folder`. `timeout_scale`
// scales the deadlines of the faulty endpoints. `set` must outlive the result. Fails with a sentence
// if the head of a patch is invalid.
std::expected<std::vector<FaultToPlay>, std::string> PatchesToPlay(
    const std::filesystem::path& folder, const std::filesystem::path& endpoint,
    const conformance::CaseSet& set, double timeout_scale);

// Plays the faults in order. Fails with the first error of a fault that cannot be played.
std::expected<KillTable, std::string> PlayAll(const std::vector<FaultToPlay>& faults,
                                              const conformance::CaseSet& set,
                                              const PlayAllOptions& options);

// Plays each family that kills nothing in the table against one fault after another until it kills
// one; `jobs` families in parallel. The first rows of the table must be those of `faults`.
std::expected<void, std::string> PlayIdlers(const std::vector<FaultToPlay>& faults,
                                            const conformance::CaseSet& set, size_t jobs,
                                            KillTable& table);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_
