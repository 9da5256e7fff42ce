#include "conformance/faulty/patch_suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "conformance/suite/suite_run.h"
#include "core/testing/names.h"

namespace asmtp::faulty {
namespace {

using conformance::Case;
using conformance::CaseSet;
using conformance::Config;
using conformance::Verdict;
using Head = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kExtension = ".patch";

// Returns the lines "key: value" before the first empty line.
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
  for (const Verdict verdict :
       {Verdict::kNonstrict, Verdict::kTimeout, Verdict::kFail, Verdict::kCrash}) {
    if (name == conformance::Name(verdict)) return verdict;
  }
  return std::nullopt;
}

// Returns the configurations in a head, or none if it is invalid.
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
                           ": expected the lines 'bug:', 'clause:', 'roles:' and 'verdict:' and an "
                           "empty line at the beginning; see conformance/faulty/README.md");
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
  if (faults.empty()) return std::unexpected("no patches in " + folder.string());
  std::ranges::sort(faults, {}, &PatchFault::patch);
  return faults;
}

PlayedOrWhy PlayAgainst(const PatchFault& fault, const CaseSet& set,
                        const std::vector<const Case*>& cases, double timeout_scale) {
  conformance::Adapter adapter(*conformance::CommandTemplate::Parse(CommandOf(fault)),
                               timeout_scale);
  if (const auto asked = adapter.AskCapabilities(); !asked) return std::unexpected(asked.error());
  const auto result = conformance::RunSuite(set, cases, adapter,
                                            {.timeout_scale = timeout_scale,
                                             .probes = false,
                                             .configs = fault.info.configs,
                                             .grace = conformance::Milliseconds(0)});
  if (result.start_failure) return std::unexpected(result.start_failure->what);
  std::vector<Played> played;
  for (const auto& one : result.results) {
    // A control that failed is a result too.
    if (std::ranges::find(cases, one.one_case) == cases.end()) continue;
    played.push_back({one.one_case, one.config, one.verdict(), one.play.text});
  }
  return played;
}

}  // namespace asmtp::faulty
