#include "conformance/faulty/patch_suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "conformance/suite/suite_run.h"

namespace asmtp::faulty {
namespace {

using conformance::Case;
using conformance::CaseSet;
using conformance::Config;
using conformance::Verdict;
using Head = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kExtension = ".patch";

// The lines "key: value" before the first empty line.
Head ReadHead(const std::filesystem::path& patch) {
  std::ifstream file(patch);
  Head head;
  for (std::string line; std::getline(file, line) && !line.empty();) {
    const size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const size_t value = line.find_first_not_of(' ', colon + 1);
    head[line.substr(0, colon)] = value == line.npos ? "" : line.substr(value);
  }
  return head;
}

std::optional<noise::Role> RoleOf(std::string_view name) {
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    if (name == conformance::Name(role)) return role;
  }
  return std::nullopt;
}

std::optional<Verdict> VerdictNamed(std::string_view name) {
  for (const Verdict verdict : {Verdict::kTimeout, Verdict::kFail, Verdict::kCrash}) {
    if (name == conformance::Name(verdict)) return verdict;
  }
  return std::nullopt;
}

// Returns the configurations that a head names; none where it is wrong.
std::vector<Config> ConfigsOf(const Head& head) {
  const auto or_default = [&](std::string_view key, std::string_view value) {
    const auto found = head.find(key);
    return found == head.end() ? std::string(value) : found->second;
  };
  const auto suite = SuiteOf(or_default("suite", "ed25519"));
  const auto framing = FramingOf(or_default("framing", "u32"));
  std::istringstream words(or_default("roles", ""));
  std::vector<Config> configs;
  for (std::string word; words >> word;) {
    const auto role = RoleOf(word);
    if (!role || !suite || !framing) return {};
    configs.push_back({*role, *suite, *framing});
  }
  return configs;
}

std::string CommandOf(const PatchFault& fault) {
  return fault.endpoint.string() +
         " --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite}"
         " --framing {framing}";
}

// Plays some cases, and adds what came of them.
std::expected<void, std::string> PlaySome(const CaseSet& set, const std::vector<const Case*>& some,
                                          const conformance::Adapter& adapter,
                                          const conformance::RunOptions& options,
                                          std::vector<Played>& played) {
  const auto result = conformance::RunSuite(set, some, adapter, options);
  if (result.start_failure) return std::unexpected(result.start_failure->what);
  for (const auto& one : result.results) {
    played.push_back({one.one_case, one.config, one.verdict(), one.play.text});
  }
  return {};
}

bool IsAbout(const Case& one_case, const std::string& clause) {
  return std::ranges::any_of(one_case.header.clauses,
                             [&](const auto& cited) { return cited.id == clause; });
}

}  // namespace

std::expected<FaultInfo, std::string> ReadPatchHead(const std::filesystem::path& patch) {
  Head head = ReadHead(patch);
  const auto verdict = VerdictNamed(head["verdict"]);
  FaultInfo info{.name = patch.stem().string(),
                 .clause = head["clause"],
                 .what = head["bug"],
                 .verdict = verdict.value_or(Verdict::kFail),
                 .configs = ConfigsOf(head)};
  if (info.clause.empty() || info.what.empty() || info.configs.empty() || !verdict) {
    return std::unexpected(patch.string() +
                           ": it has to begin with the lines 'bug:', 'clause:', 'roles:' and "
                           "'verdict:', and an empty line; README.md shows them");
  }
  return info;
}

std::expected<std::vector<PatchFault>, std::string> FindPatches(
    const std::filesystem::path& folder) {
  std::vector<PatchFault> faults;
  std::error_code code;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, code)) {
    if (entry.path().extension() != kExtension) continue;
    auto info = ReadPatchHead(entry.path());
    if (!info) return std::unexpected(info.error());
    faults.push_back({*info, entry.path(), folder / info->name});
  }
  if (faults.empty()) return std::unexpected("there is no patch in " + folder.string());
  std::ranges::sort(faults, {}, &PatchFault::patch);
  return faults;
}

std::expected<std::vector<Played>, std::string> PlayAgainst(const PatchFault& fault,
                                                            const CaseSet& set,
                                                            const PlayPatchOptions& options) {
  conformance::Adapter adapter(*conformance::CommandTemplate::Parse(CommandOf(fault)),
                               options.timeout_scale);
  if (const auto asked = adapter.AskCapabilities(); !asked) return std::unexpected(asked.error());
  const conformance::RunOptions run{.timeout_scale = options.timeout_scale,
                                    .configs = fault.info.configs};
  std::vector<const Case*> about;
  std::vector<const Case*> others;
  for (const Case* one_case : CasesToPlay(set, fault.info)) {
    const bool first = !options.stop_when_killed || IsAbout(*one_case, fault.info.clause);
    (first ? about : others).push_back(one_case);
  }
  std::vector<Played> played;
  if (auto done = PlaySome(set, about, adapter, run, played); !done) {
    return std::unexpected(done.error());
  }
  const auto kills = [&](const Played& one) {
    return IsKill(one) && one.verdict >= fault.info.verdict;
  };
  if (others.empty() || std::ranges::any_of(played, kills)) return played;
  if (auto done = PlaySome(set, others, adapter, run, played); !done) {
    return std::unexpected(done.error());
  }
  return played;
}

}  // namespace asmtp::faulty
