#include "conformance/faulty/kill_run.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <span>

#include "conformance/faulty/deviant_suite.h"
#include "conformance/faulty/side_by_side.h"
#include "conformance/transcript/contains.h"

namespace asmtp::faulty {
namespace {

using conformance::Case;
using conformance::CaseSet;

// Our endpoint without a patch.
PatchFault RightEndpoint(const std::filesystem::path& endpoint) {
  FaultInfo info{.name = endpoint.filename().string(), .clause = "", .what = "conforms."};
  info.configs = {{noise::Role::kResponder}, {noise::Role::kInitiator}};
  return {.info = info, .patch = {}, .endpoint = endpoint};
}

bool IsAbout(const Case& one_case, const std::string& clause) {
  return conformance::Contains(one_case.header.clauses, clause, &conformance::ClauseReference::id);
}

// Returns the elements that fit, then the others.
template <class T, class Fits>
std::vector<T> FittingFirst(const std::vector<T>& all, const Fits& fits) {
  std::vector<T> sorted;
  std::ranges::copy_if(all, std::back_inserter(sorted), fits);
  std::ranges::copy_if(all, std::back_inserter(sorted), std::not_fn(fits));
  return sorted;
}

// Returns the elements that fit the first condition, those that fit only the second, and the rest.
template <class T, class First, class Second>
std::array<std::vector<T>, 3> Divide(const std::vector<T>& all, const First& first,
                                     const Second& second) {
  std::array<std::vector<T>, 3> parts;
  for (const T& one : all) parts[first(one) ? 0 : second(one) ? 1 : 2].push_back(one);
  return parts;
}

PlayedOrWhy PlayOne(const FaultToPlay& fault, const CaseSet& set, const PlayAllOptions& options) {
  const FaultInfo& info = fault.info;
  const auto cases = CasesToPlay(set, info);
  if (!options.stop_when_killed || info.clause.empty()) return fault.play(cases);
  const auto is_kind = [&](const Case* one) {
    return conformance::FamilyOf(one->header.id) == info.family;
  };
  const auto is_about = [&](const Case* one) { return IsAbout(*one, info.clause); };
  std::vector<Played> all;
  const auto kills = [&](const Played& one) { return IsKill(one) && one.verdict >= info.verdict; };
  for (std::span<const Case* const> left : Divide(cases, is_kind, is_about)) {
    while (!left.empty() && std::ranges::none_of(all, kills)) {
      const auto some = left.first(std::min(options.cases_at_a_time, left.size()));
      left = left.subspan(some.size());
      const auto played = fault.play({some.begin(), some.end()});
      if (!played) return played;
      all.insert(all.end(), played->begin(), played->end());
    }
  }
  return all;
}

// The results of a family against the fault at an index of a table.
struct PlayedFault {
  size_t fault = 0;
  std::vector<Played> played;
};
using FaultsOrWhy = std::expected<std::vector<PlayedFault>, std::string>;

// "frame" of "frame/length/zero".
std::string_view FolderOf(std::string_view id) { return id.substr(0, id.find('/')); }

bool HasKilledIn(std::string_view folder, const KillRow& row) {
  return std::ranges::any_of(
      row.kills, [&](const Played& kill) { return FolderOf(kill.one_case->header.id) == folder; });
}

// Tries the faults in the clauses of the family first, then the faults that its folder kills.
FaultsOrWhy PlayUntilKilled(const std::vector<FaultToPlay>& faults,
                            const std::vector<const Case*>& family, const KillTable& table) {
  std::vector<size_t> wrong;
  for (size_t i = 0; i < faults.size(); ++i) {
    if (!faults[i].info.clause.empty()) wrong.push_back(i);
  }
  const auto near = FittingFirst(wrong, [&](size_t i) {
    return HasKilledIn(FolderOf(family.front()->header.id), table.rows()[i]);
  });
  const auto order = FittingFirst(near, [&](size_t i) {
    return std::ranges::any_of(
        family, [&](const Case* one) { return IsAbout(*one, faults[i].info.clause); });
  });
  std::vector<PlayedFault> all;
  for (const size_t i : order) {
    const auto played = faults[i].play(family);
    if (!played) return std::unexpected(faults[i].info.name + ": " + played.error());
    all.push_back({.fault = i, .played = *played});
    if (std::ranges::any_of(*played, IsKill)) break;
  }
  return all;
}

}  // namespace

std::vector<FaultToPlay> DeviantsToPlay(const CaseSet& set) {
  std::vector<FaultToPlay> faults;
  for (const deviant::Row* row : deviant::RowsFor(deviant::Serves::kEndpoint)) {
    faults.push_back(
        {InfoOf(*row), [row, &set](const auto& cases) { return PlayAgainst(*row, set, cases); }});
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
    // The verdicts of a conforming endpoint must not depend on the speed of the machine.
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
  SideBySide(faults.size(), options.jobs,
             [&](size_t i) { results[i] = PlayOne(faults[i], set, options); });
  KillTable table;
  for (size_t i = 0; i < faults.size(); ++i) {
    if (!results[i]) return std::unexpected(faults[i].info.name + ": " + results[i].error());
    table.Add(faults[i].info, *results[i]);
  }
  return table;
}

std::expected<void, std::string> PlayIdlers(const std::vector<FaultToPlay>& faults,
                                            const CaseSet& set, size_t jobs, KillTable& table) {
  std::map<std::string, std::vector<const Case*>> families;
  for (const std::string& idler : table.Idlers(set)) families[idler];
  for (const Case* one_case : CasesToPlay(set, {.clause = "any"})) {
    const auto family = families.find(conformance::FamilyOf(one_case->header.id));
    if (family != families.end()) family->second.push_back(one_case);
  }
  std::vector<std::vector<const Case*>> idlers;
  for (auto& [name, cases] : families) idlers.push_back(std::move(cases));
  std::vector<FaultsOrWhy> results(idlers.size());
  SideBySide(idlers.size(), jobs,
             [&](size_t i) { results[i] = PlayUntilKilled(faults, idlers[i], table); });
  for (const FaultsOrWhy& result : results) {
    if (!result) return std::unexpected(result.error());
    for (const PlayedFault& one : *result) table.AddTo(one.fault, one.played);
  }
  return {};
}

}  // namespace asmtp::faulty
