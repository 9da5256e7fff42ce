// Plays the cases against many faulty endpoints, some at a time, and makes their table.
//
//   std::vector<FaultToPlay> faults = SeamFaultsToPlay(set);
//   auto table = PlayAll(faults, 2);
#ifndef ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_
#define ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_

#include <functional>

#include "conformance/faulty/patch_suite.h"

namespace asmtp::faulty {

// A fault of either kind, and how to play the cases against an endpoint that has it.
struct FaultToPlay {
  FaultInfo info;
  std::function<std::expected<std::vector<Played>, std::string>()> play;
};

// The faults of the seam. `set` must outlive them.
std::vector<FaultToPlay> SeamFaultsToPlay(const conformance::CaseSet& set);

// The patches below `folder`, and first `endpoint`, which has none and is right. `set` must outlive
// them. Fails with a sentence where a patch has no good head.
std::expected<std::vector<FaultToPlay>, std::string> PatchesToPlay(
    const std::filesystem::path& folder, const std::filesystem::path& endpoint,
    const conformance::CaseSet& set, const PlayPatchOptions& options);

// Plays them in their order, `jobs` at a time. Fails with the first sentence of one that cannot be
// played.
std::expected<KillTable, std::string> PlayAll(const std::vector<FaultToPlay>& faults, size_t jobs);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_KILL_RUN_H_
