#include "conformance/faulty/kill_run.h"

#include <atomic>
#include <thread>

#include "conformance/faulty/seam_suite.h"

namespace asmtp::faulty {
namespace {

using conformance::CaseSet;

// An endpoint of ours that nobody has patched.
PatchFault RightEndpoint(const std::filesystem::path& endpoint) {
  FaultInfo info{.name = endpoint.filename().string(), .clause = "", .what = "does nothing wrong."};
  info.configs = {{noise::Role::kResponder}, {noise::Role::kInitiator}};
  return {.info = info, .patch = {}, .endpoint = endpoint};
}

}  // namespace

std::vector<FaultToPlay> SeamFaultsToPlay(const CaseSet& set) {
  std::vector<FaultToPlay> faults;
  for (const SeamFault& fault : SeamFaults()) {
    faults.push_back({InfoOf(fault), [&fault, &set] { return PlayAgainst(fault, set); }});
  }
  return faults;
}

std::expected<std::vector<FaultToPlay>, std::string> PatchesToPlay(
    const std::filesystem::path& folder, const std::filesystem::path& endpoint, const CaseSet& set,
    const PlayPatchOptions& options) {
  auto patches = FindPatches(folder);
  if (!patches) return std::unexpected(patches.error());
  patches->insert(patches->begin(), RightEndpoint(endpoint));
  std::vector<FaultToPlay> faults;
  for (const PatchFault& patch : *patches) {
    faults.push_back({patch.info, [patch, &set, options] {
                        PlayPatchOptions own = options;
                        // Nothing about it may depend on how fast the machine is.
                        if (patch.info.clause.empty()) own = {};
                        return PlayAgainst(patch, set, own);
                      }});
  }
  return faults;
}

std::expected<KillTable, std::string> PlayAll(const std::vector<FaultToPlay>& faults, size_t jobs) {
  std::vector<std::expected<std::vector<Played>, std::string>> results(faults.size());
  std::atomic<size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < jobs; ++i) {
      threads.emplace_back([&] {
        for (size_t at = next++; at < faults.size(); at = next++) results[at] = faults[at].play();
      });
    }
  }
  KillTable table;
  for (size_t i = 0; i < faults.size(); ++i) {
    if (!results[i]) return std::unexpected(faults[i].info.name + ": " + results[i].error());
    table.Add(faults[i].info, *results[i]);
  }
  return table;
}

}  // namespace asmtp::faulty
