#include "fuzz/driver/target_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "conformance/transcript/read_file.h"
#include "fuzz/driver/glob.h"

namespace asmtp::fuzz {
namespace {

bool IsName(std::string_view word) {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !word.empty() && word.find_first_not_of(kLetters) == word.npos;
}

std::string NamesOf(const std::vector<Target>& targets) {
  std::string names;
  for (const Target& target : targets) names += (names.empty() ? "" : ", ") + target.name;
  return names;
}

}  // namespace

Target CanaryTarget() { return {"asmtp_canary", {"raw_wire"}}; }

std::expected<std::vector<Target>, std::string> ParseTargets(std::string_view text) {
  std::vector<Target> targets;
  std::istringstream stream{std::string(text)};
  size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    Target target;
    if (!(words >> target.name)) continue;
    for (std::string folder; words >> folder;) target.folders.push_back(folder);
    if (!IsName(target.name) || !std::ranges::all_of(target.folders, IsName)) {
      return std::unexpected(
          fmt::format("{}: expected a target and folders of corpus/, as in 'asmtp_frame frame', "
                      "with only letters, digits, '_' and '-'",
                      number));
    }
    if (std::ranges::find(targets, target.name, &Target::name) != targets.end()) {
      return std::unexpected(fmt::format("{}: duplicate target {}", number, target.name));
    }
    targets.push_back(std::move(target));
  }
  return targets;
}

std::expected<std::vector<Target>, std::string> LoadTargets(const std::filesystem::path& file) {
  constexpr size_t kTableMax = size_t{1} << 20;
  const auto text = conformance::ReadTextFile(file, kTableMax);
  if (!text) {
    return std::unexpected(fmt::format("cannot read '{}': {}", file.string(), text.error()));
  }
  auto targets = ParseTargets(*text);
  if (!targets) return std::unexpected(fmt::format("{}:{}", file.string(), targets.error()));
  if (targets->empty()) {
    return std::unexpected(fmt::format("'{}' has no targets", file.string()));
  }
  return targets;
}

std::expected<std::vector<Target>, std::string> SelectTargets(
    const std::vector<Target>& targets, const std::vector<std::string>& globs) {
  if (globs.empty()) return targets;
  std::vector<Target> known = targets;
  known.push_back(CanaryTarget());
  for (const std::string& glob : globs) {
    const auto fits = [&](const Target& target) { return MatchesGlob(glob, target.name); };
    if (std::ranges::any_of(known, fits)) continue;
    return std::unexpected(
        fmt::format("unknown fuzz target '{}', expected one of: {}", glob, NamesOf(targets)));
  }
  std::vector<Target> chosen;
  for (const Target& target : known) {
    const bool is_canary = target == CanaryTarget();
    const auto fits = [&](const std::string& glob) {
      return is_canary ? glob == target.name : MatchesGlob(glob, target.name);
    };
    if (std::ranges::any_of(globs, fits)) chosen.push_back(target);
  }
  return chosen;
}

}  // namespace asmtp::fuzz
