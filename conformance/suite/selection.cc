#include "conformance/suite/selection.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <set>
#include <utility>

#include "conformance/transcript/contains.h"

namespace asmtp::conformance {
namespace {

bool FitsAnyGlob(const Case& one_case, const std::vector<std::string>& globs) {
  return std::ranges::any_of(
      globs, [&](const std::string& glob) { return FitsGlob(one_case.header.id, glob); });
}

bool IsAbout(const Case& one_case, const std::string& clause) {
  return std::ranges::any_of(one_case.header.clauses, [&](const ClauseReference& reference) {
    return reference.id == clause || reference.id.starts_with(clause + "-");
  });
}

bool HasTag(const Case& one_case, const std::string& tag) {
  return Contains(one_case.header.tags, tag);
}

// FNV-1a: the same on every machine.
uint64_t HashOf(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return hash ^ (hash >> 32);
}

bool IsInShard(const Case& one_case, const Shard& shard) {
  return HashOf(one_case.header.id) % shard.count == shard.index - 1;
}

// SplitMix64: the same order for the same seed with every standard library.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  uint64_t state_;
};

void Shuffle(uint64_t seed, std::vector<const Case*>& cases) {
  Random random(seed);
  for (size_t i = cases.size(); i > 1; --i) std::swap(cases[i - 1], cases[random.Next() % i]);
}

// A filter that matches no case is an error. Returns "" if every filter matches one.
std::string FindIdleFilter(const CaseSet& set, const SelectionOptions& options) {
  const auto fits = [&](auto predicate) { return std::ranges::any_of(set.cases, predicate); };
  for (const auto* globs : {&options.globs, &options.skip}) {
    for (const std::string& glob : *globs) {
      if (!fits([&](const Case& c) { return FitsGlob(c.header.id, glob); })) {
        if (fits([&](const Case& c) { return IsAbout(c, glob); })) {
          return fmt::format(
              "no case matches '{}'; run 'asmtp-conform list --clause {}' to see the cases of this "
              "clause",
              glob, glob);
        }
        return "no case matches '" + glob + "'; run 'asmtp-conform list' to see all ids";
      }
    }
  }
  for (const std::string& clause : options.clauses) {
    if (!fits([&](const Case& c) { return IsAbout(c, clause); })) {
      return "no case quotes the clause '" + clause +
             "'; run 'asmtp-conform list' to see which are quoted";
    }
  }
  for (const std::string& tag : options.tags) {
    if (tag != kEnduranceTag && !fits([&](const Case& c) { return HasTag(c, tag); })) {
      return "no case has the tag '" + tag + "'";
    }
  }
  return "";
}

class Filter {
 public:
  explicit Filter(const SelectionOptions& options) : options_(options) {}

  bool Passes(const Case& c) const {
    const auto any = [](const auto& list, auto predicate) {
      return list.empty() || std::ranges::any_of(list, predicate);
    };
    return (options_.globs.empty() || FitsAnyGlob(c, options_.globs)) &&
           !FitsAnyGlob(c, options_.skip) &&
           any(options_.clauses, [&](const std::string& clause) { return IsAbout(c, clause); }) &&
           any(options_.levels, [&](Level level) { return c.header.level == level; }) &&
           any(options_.tags, [&](const std::string& tag) { return HasTag(c, tag); }) &&
           any(options_.tiers, [&](int tier) { return c.header.tier == tier; }) &&
           (!options_.shard || IsInShard(c, *options_.shard));
  }

  // Endurance cases are played only on request.
  bool IsLeftForEndurance(const Case& c) const {
    return HasTag(c, std::string(kEnduranceTag)) && !options_.endurance &&
           !Contains(options_.tags, kEnduranceTag);
  }

 private:
  const SelectionOptions& options_;
};

std::string KeyOf(const std::string& id, const Config& config) {
  return id + " " + Describe(config);
}

bool IsFiltered(const SelectionOptions& o) {
  return !o.globs.empty() || !o.skip.empty() || !o.clauses.empty() || !o.levels.empty() ||
         !o.tags.empty() || !o.tiers.empty() || o.shard || o.only ||
         o.configs.size() != AllConfigs().size();
}

}  // namespace

bool FitsGlob(const std::string& id, const std::string& glob) {
  return ::fnmatch(glob.c_str(), id.c_str(), 0) == 0 ||
         ::fnmatch(glob.c_str(), FamilyOf(id).c_str(), 0) == 0;
}

bool Selection::Wants(const Case& one_case, const Config& config) const {
  return Contains(configs, config) && (!wanted || wanted(one_case, config));
}

size_t Selection::CountRuns() const {
  size_t count = 0;
  for (const Case* one_case : cases) {
    for (const Config& config : ConfigsOf(*one_case)) {
      if (Wants(*one_case, config)) ++count;
    }
  }
  return count;
}

std::expected<Selection, std::string> Select(const CaseSet& set, const SelectionOptions& options) {
  if (std::string idle = FindIdleFilter(set, options); !idle.empty()) {
    return std::unexpected(std::move(idle));
  }
  Selection selection{
      .cases = {}, .configs = options.configs, .wanted = nullptr, .filtered = IsFiltered(options)};
  if (options.only) {
    std::set<std::string> keys;
    for (const RunKey& key : *options.only) keys.insert(KeyOf(key.case_id, key.config));
    selection.wanted = [keys](const Case& c, const Config& config) {
      return keys.contains(KeyOf(c.header.id, config));
    };
  }
  const Filter filter(options);
  for (const Case& one_case : set.cases) {
    if (!filter.Passes(one_case)) continue;
    if (filter.IsLeftForEndurance(one_case)) {
      selection.left_for_endurance.push_back(one_case.header.id);
    } else {
      selection.cases.push_back(&one_case);
    }
  }
  if (options.shuffle) Shuffle(*options.shuffle, selection.cases);
  const bool any_before = !selection.cases.empty();
  std::erase_if(selection.cases, [&](const Case* c) {
    return Selection{{c}, selection.configs, selection.wanted}.CountRuns() == 0;
  });
  if (!selection.cases.empty() || options.may_be_empty) return selection;
  if (!selection.left_for_endurance.empty())
    return std::unexpected("these are endurance cases; add --endurance to play them");
  if (any_before) {
    return std::unexpected("none of these cases can be played in these roles, suites and framings");
  }
  if (set.cases.empty()) return std::unexpected("no cases found");
  return std::unexpected("no case matches all of these filters");
}

std::expected<std::vector<const Case*>, std::string> SelectCases(
    const CaseSet& set, const std::vector<std::string>& globs) {
  auto selection = Select(set, {.globs = globs, .endurance = true});
  if (!selection) return std::unexpected(selection.error());
  return std::move(selection->cases);
}

}  // namespace asmtp::conformance
