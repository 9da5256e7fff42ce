// Selection: the cases of a command and their configurations.
//
//   auto selection = Select(set, {.globs = {"frame/*"}, .clauses = {"TR-8"}, .shard = {1, 4}});
//   for (const Case* one_case : selection->cases) ...
#ifndef ASMTP_CONFORMANCE_SUITE_SELECTION_H_
#define ASMTP_CONFORMANCE_SUITE_SELECTION_H_

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/play/config.h"
#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// Part `index` of `count`, counted from 1. A case stays in its part when others are added.
struct Shard {
  size_t index = 1;
  size_t count = 1;
};

// A case in a configuration.
struct RunKey {
  std::string case_id;
  Config config;
};

// An empty list filters nothing.
struct SelectionOptions {
  std::vector<std::string> globs = {};  // of ids or families
  std::vector<std::string> skip = {};   // globs too
  // Ids such as TR-8, or prefixes of them: TR.
  std::vector<std::string> clauses = {};
  std::vector<Level> levels = {};
  std::vector<std::string> tags = {};
  std::vector<int> tiers = {};
  std::vector<Config> configs = AllConfigs();
  bool endurance = false;  // include cases with this tag, which take long
  std::optional<Shard> shard = {};
  std::optional<uint64_t> shuffle = {};  // the seed
  std::optional<std::vector<RunKey>> only = {};
  bool may_be_empty = false;  // whether nothing may be left
};

struct Selection {
  std::vector<const Case*> cases;
  std::vector<Config> configs;
  // Whether a case is played in a configuration; null: in all that it supports.
  std::function<bool(const Case&, const Config&)> wanted;
  bool filtered = false;  // whether a playable case was left out
  // Endurance cases that were not requested; they do not set `filtered`.
  std::vector<std::string> left_for_endurance = {};

  // Whether a selected case is played in this configuration.
  bool Wants(const Case& one_case, const Config& config) const;
  // Returns the number of runs: cases times their configurations.
  size_t CountRuns() const;
};

// Fails with a sentence if a glob, a clause or a tag matches no case, or nothing is left.
std::expected<Selection, std::string> Select(const CaseSet& set, const SelectionOptions& options);

// Returns the cases whose id or family matches one of the globs; all cases without globs. Fails
// with a sentence if a glob matches nothing.
std::expected<std::vector<const Case*>, std::string> SelectCases(
    const CaseSet& set, const std::vector<std::string>& globs);

// Whether the id or its family matches the glob.
bool FitsGlob(const std::string& id, const std::string& glob);

inline constexpr std::string_view kEnduranceTag = "endurance";

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_SELECTION_H_
