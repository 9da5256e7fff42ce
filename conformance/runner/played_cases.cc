#include "conformance/runner/played_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "conformance/runner/case_files.h"
#include "conformance/runner/smallest_failure.h"
#include "conformance/suite/selection.h"
#include "conformance/transcript/contains.h"
#include "core/testing/output_file.h"
#include "core/testing/printable.h"

namespace asmtp::conformance {
namespace {

// Matches every mutation id. The set contains only the requested mutations.
constexpr const char* kAnyMutation = "*@*:*";

template <class T>
using OrWhy = std::expected<T, std::string>;

// Only this many mutations are reduced, because each takes many plays.
constexpr size_t kSmallestMax = 20;

// The words of the command line by kind.
struct Words {
  std::vector<std::string> files;
  std::vector<std::string> mutations;
  std::vector<std::string> globs;
};

Words SortWords(const std::vector<std::string>& words) {
  Words sorted;
  for (const std::string& word : words) {
    auto& to = word.ends_with(".atf") ? sorted.files
               : IsMutationGlob(word) ? sorted.mutations
                                      : sorted.globs;
    to.push_back(word);
  }
  return sorted;
}

// Adds the ids of the cases of `files`.
void AddIdsOf(const CaseSet& set, const std::vector<std::filesystem::path>& files, Words& words) {
  for (const Case& one_case : set.cases) {
    if (Contains(files, std::filesystem::path(one_case.file))) {
      words.globs.push_back(one_case.header.id);
    }
  }
}

OrWhy<std::vector<Mutation>> Chosen(const std::vector<const Case*>& cases,
                                    const MutationOptions& options) {
  std::vector<Mutation> all;
  for (const Case* one_case : cases) {
    std::ranges::move(MutationsOf(*one_case), std::back_inserter(all));
  }
  if (all.empty()) return std::unexpected("these cases have no mutations");
  if (options.count == "all") return all;
  const std::string& count = options.count;
  size_t number = 0;
  const auto read = std::from_chars(count.data(), count.data() + count.size(), number);
  if (read.ec != std::errc() || read.ptr != count.data() + count.size() || number == 0) {
    return std::unexpected("--mutations: expected a positive number or 'all', found '" + count +
                           "'");
  }
  return ChooseMutations(std::move(all), number, options.seed);
}

// Adds the mutated cases to the set.
OrWhy<void> AddCases(const std::vector<Mutation>& mutations, CaseSet& set) {
  std::vector<Case> cases;
  for (const Mutation& mutation : mutations) {
    auto mutated = Mutate(mutation, *set.Find(mutation.base));
    if (!mutated) return std::unexpected(mutated.error().Format());
    cases.push_back(*std::move(mutated));
  }
  std::ranges::move(cases, std::back_inserter(set.cases));
  return {};
}

}  // namespace

void AddMutationOptions(cli::Command& command, MutationOptions& options) {
  command.Add({"--mutations", &options.count,
               "play this many mutations of the cases, or 'all', instead of the cases"});
  command.Add({"--seed", &options.seed, "seed that chooses the mutations (1)"});
  command.Add({"--keep", &options.keep, "folder for failing mutations (out/conform)"});
}

std::expected<PlayedCases, std::string> LoadPlayedCases(const CorpusOptions& corpus,
                                                        const std::vector<std::string>& words,
                                                        const MutationOptions& options) {
  Words sorted = SortWords(words);
  const auto files = FindArgumentFiles(sorted.files);
  if (!files) return std::unexpected(files.error());
  auto set = LoadCaseFiles(corpus, *files);
  if (!set) return std::unexpected(set.error());
  AddIdsOf(*set, *files, sorted);
  PlayedCases played{.set = *std::move(set), .globs = sorted.globs, .mutations = {}, .files = {}};
  for (const auto& file : *files) played.files.push_back(file.string());
  if (!options.count.empty()) {
    const auto bases = SelectCases(played.set, sorted.globs);
    if (!bases) return std::unexpected(bases.error());
    auto chosen = Chosen(*bases, options);
    if (!chosen) return std::unexpected(chosen.error());
    played.mutations = *std::move(chosen);
    played.globs.clear();
  }
  for (const std::string& glob : sorted.mutations) {
    auto found = FindMutations(played.set, glob);
    if (!found) return std::unexpected(found.error());
    for (Mutation& mutation : *found) {
      if (Contains(played.mutations, mutation.id, &Mutation::id)) continue;
      played.mutations.push_back(std::move(mutation));
    }
  }
  if (played.mutations.empty()) return played;
  if (auto added = AddCases(played.mutations, played.set); !added) {
    return std::unexpected(added.error());
  }
  played.globs.emplace_back(kAnyMutation);
  return played;
}

std::string KeepFailures(const PlayedCases& played, const std::vector<CaseResult>& results,
                         const std::string& folder, const IutSource& source, double timeout_scale) {
  std::map<std::string, const CaseResult*> failed;  // the first unexpected result of each id
  for (const CaseResult& result : results) {
    const bool is_judged = result.verdict() != Verdict::kBlocked && !result.iut_missing;
    if (is_judged && IsUnexpected(result.verdict())) {
      failed.emplace(result.one_case->header.id, &result);
    }
  }
  size_t left = kSmallestMax;
  for (const Mutation& mutation : played.mutations) {
    const auto found = failed.find(mutation.id);
    if (found == failed.end()) continue;
    SmallestFailure smallest{.text = mutation.text};
    if (left > 0) {
      smallest = FindSmallest(mutation, *found->second, source, timeout_scale);
      --left;
    }
    const auto file = std::filesystem::path(folder) / FileNameOf(mutation);
    std::string why = MakeFolder(folder);
    if (why.empty()) why = WriteCaseFile(file, smallest.text);
    if (!why.empty()) return why;
    const std::string size =
        smallest.steps < smallest.before
            ? fmt::format(" (reduced to {} of {} steps)", smallest.steps, smallest.before)
            : "";
    Say("kept {}: {}{}\n", mutation.id, file.string(), size);
  }
  return "";
}

}  // namespace asmtp::conformance
