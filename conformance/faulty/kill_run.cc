#include "conformance/faulty/kill_run.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "conformance/faulty/seam_suite.h"
#include "conformance/transcript/contains.h"

namespace asmtp::faulty {
namespace {

using conformance::Case;
using conformance::CaseSet;

// An endpoint of ours that nobody has patched.
PatchFault RightEndpoint(const std::filesystem::path& endpoint) {
  FaultInfo info{.name = endpoint.filename().string(), .clause = "", .what = "does nothing wrong."};
  info.configs = {{noise::Role::kResponder}, {noise::Role::kInitiator}};
  return {.info = info, .patch = {}, .endpoint = endpoint};
}

bool IsAbout(const Case& one_case, const std::string& clause) {
  return conformance::Contains(one_case.header.clauses, clause, &conformance::ClauseReference::id);
}

PlayedOrWhy PlayOne(const FaultToPlay& fault, const CaseSet& set, const PlayAllOptions& options) {
  const auto all = CasesToPlay(set, fault.info);
  if (!options.stop_when_killed || fault.info.clause.empty()) return fault.play(all);
  std::vector<const Case*> about;
  std::vector<const Case*> others;
  for (const Case* one_case : all) {
    (IsAbout(*one_case, fault.info.clause) ? about : others).push_back(one_case);
  }
  auto played = fault.play(about);
  const auto kills = [&](const Played& one) {
    return IsKill(one) && one.verdict >= fault.info.verdict;
  };
  if (!played || std::ranges::any_of(*played, kills)) return played;
  auto rest = fault.play(others);
  if (rest) rest->insert(rest->begin(), played->begin(), played->end());
  return rest;
}

}  // namespace

std::vector<FaultToPlay> SeamFaultsToPlay(const CaseSet& set) {
  std::vector<FaultToPlay> faults;
  for (const SeamFault& fault : SeamFaults()) {
    faults.push_back({InfoOf(fault), [&fault, &set](const auto& cases) {
                        return PlayAgainst(fault, set, cases);
                      }});
  }
  return faults;
}

std::expected<std::vector<FaultToPlay>, std::string> PatchesToPlay(
    const std::filesystem::path& folder, const std::filesystem::path& endpoint, const CaseSet& set,
    double timeout_scale) {
  auto patches = FindPatches(folder);
  if (!patches) return std::unexpected(patches.error());
  patches->insert(patches->begin(), RightEndpoint(endpoint));
  std::vector<FaultToPlay> faults;
  for (const PatchFault& patch : *patches) {
    // Nothing about what is right may depend on how fast the machine is.
    const double scale = patch.info.clause.empty() ? 1.0 : timeout_scale;
    faults.push_back({patch.info, [patch, &set, scale](const auto& cases) {
                        return PlayAgainst(patch, set, cases, scale);
                      }});
  }
  return faults;
}

std::expected<KillTable, std::string> PlayAll(const std::vector<FaultToPlay>& faults,
                                              const CaseSet& set, const PlayAllOptions& options) {
  std::vector<PlayedOrWhy> results(faults.size());
  std::atomic<size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < options.jobs; ++i) {
      threads.emplace_back([&] {
        for (size_t at = next++; at < faults.size(); at = next++) {
          results[at] = PlayOne(faults[at], set, options);
        }
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

std::expected<void, std::string> PlayIdlers(const std::vector<FaultToPlay>& faults,
                                            const CaseSet& set, KillTable& table) {
  std::map<std::string, std::vector<const Case*>> families;
  for (const std::string& idler : table.Idlers(set)) families[idler];
  for (const Case* one_case : CasesToPlay(set, {.clause = "any"})) {
    const auto family = families.find(conformance::FamilyOf(one_case->header.id));
    if (family != families.end()) family->second.push_back(one_case);
  }
  for (const auto& [name, cases] : families) {
    bool killed = false;
    for (size_t i = 0; i < faults.size() && !killed; ++i) {
      if (faults[i].info.clause.empty()) continue;
      const auto played = faults[i].play(cases);
      if (!played) return std::unexpected(faults[i].info.name + ": " + played.error());
      table.AddTo(i, *played);
      killed = std::ranges::any_of(*played, IsKill);
    }
  }
  return {};
}

}  // namespace asmtp::faulty
