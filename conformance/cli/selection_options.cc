#include "conformance/cli/selection_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "conformance/report/report_json.h"
#include "conformance/transcript/contains.h"
#include "conformance/transcript/read_file.h"
#include "conformance/transcript/read_json.h"

namespace asmtp::conformance {
namespace {

constexpr std::array kLevels = {Level::kMust, Level::kShould, Level::kMay, Level::kInfo};

bool ReadNumber(std::string_view text, uint64_t& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

std::optional<Shard> ReadShard(std::string_view text) {
  const size_t slash = text.find('/');
  uint64_t index = 0;
  uint64_t count = 0;
  const bool read = slash != text.npos && ReadNumber(text.substr(0, slash), index) &&
                    ReadNumber(text.substr(slash + 1), count);
  if (!read || index < 1 || index > count || count > 10'000) return std::nullopt;
  return Shard{index, count};
}

cli::ValueCheck IsShard() {
  const auto why_not = [](const std::string& text) {
    return ReadShard(text) ? "" : "expected a part such as 1/4, found '" + text + "'";
  };
  return {.why_not = why_not, .label = "I/N"};
}

cli::ValueCheck IsSeed() {
  const auto why_not = [](const std::string& text) {
    uint64_t seed = 0;
    return ReadNumber(text, seed) ? "" : "expected a whole number, found '" + text + "'";
  };
  return {.why_not = why_not, .label = "SEED"};
}

// Adds an option that takes one word per occurrence, because ids of cases may follow it.
void AddList(cli::Command& command, const std::string& name, std::vector<std::string>* values,
             const std::string& help, cli::ValueCheck check = {}) {
  command.Add({.name = name,
               .target = values,
               .help = help + "; separate values with commas",
               .check = std::move(check),
               .one_word = true,
               .comma = true});
}

// Returns the configuration with these names, or nothing.
std::optional<Config> ConfigNamed(std::string_view role, std::string_view suite,
                                  std::string_view framing) {
  for (const Config& config : AllConfigs()) {
    const bool same = Name(config.role) == role && DhName(config.suite) == suite &&
                      asmtp::Name(config.framing) == framing;
    if (same) return config;
  }
  return std::nullopt;
}

// Adds a result of a report to `failed` if it was unexpected.
void TakeFailed(const nlohmann::json& result, std::vector<RunKey>& failed) {
  const auto verdict = VerdictNamed(result.at("verdict").get<std::string>());
  const auto config =
      ConfigNamed(result.at("role").get<std::string>(), result.at("suite").get<std::string>(),
                  result.at("framing").get<std::string>());
  if (!verdict || !config || !IsUnexpected(*verdict)) return;
  failed.push_back({result.at("case").get<std::string>(), *config});
}

// Returns the runs with unexpected results. Ignores everything else in the report.
std::expected<std::vector<RunKey>, std::string> ReadFailed(const std::string& file) {
  const auto text = ReadTextFile(file, kReportSizeMax);
  if (!text) return std::unexpected("cannot read '" + file + "': " + text.error());
  const auto report = ReadJson(*text);
  if (!report) return std::unexpected(report.error().Format(file));
  std::vector<RunKey> failed;
  try {
    for (const auto& result : report->at("results")) TakeFailed(result, failed);
  } catch (const nlohmann::json::exception& error) {
    return std::unexpected("'" + file +
                           "' is not a JSON report of asmtp-conform: " + WhatIsWrong(error));
  }
  if (failed.empty()) return std::unexpected("the report '" + file + "' has no unexpected results");
  return failed;
}

}  // namespace

std::vector<Config> SelectConfigs(const SelectionFlags& flags) {
  std::vector<Config> configs = AllConfigs();
  const auto selected = [](const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || Contains(names, name);
  };
  std::erase_if(configs, [&](const Config& config) {
    return !selected(flags.roles, Name(config.role)) ||
           !selected(flags.suites, DhName(config.suite)) ||
           !selected(flags.framings, asmtp::Name(config.framing));
  });
  return configs;
}

void AddConfigOptions(cli::Command& command, SelectionFlags& flags) {
  AddList(command, "--role", &flags.roles, "roles of the IUT",
          cli::OneOf({"responder", "initiator"}));
  AddList(command, "--suite", &flags.suites, "suites to use", cli::OneOf({"ed25519", "25519"}));
  AddList(command, "--framing", &flags.framings, "framings to use", cli::OneOf({"u32", "u16"}));
}

void AddSelectionOptions(cli::Command& command, SelectionFlags& flags) {
  command.Add({"case", &flags.globs, "ids of cases, or globs such as 'frame/*'"});
  AddList(command, "--skip", &flags.skip, "ids or globs of cases to skip");
  AddList(command, "--clause", &flags.clauses,
          "cases for these clauses: TR-8, or TR for all that begin with TR");
  AddList(command, "--level", &flags.levels, "cases of these levels",
          cli::OneOf({"MUST", "SHOULD", "MAY", "INFO"}));
  AddList(command, "--tag", &flags.tags, "cases with one of these tags");
  AddList(command, "--tier", &flags.tiers, "cases of these tiers", cli::OneOf({"T0", "T1", "T2"}));
  AddConfigOptions(command, flags);
  command.Add(
      {"--endurance", &flags.endurance, "include cases with the tag endurance, which take long"});
  command.Add({"--shard", &flags.shard, "play one part of the cases, such as 1/4", IsShard()});
  command.Add({"--shuffle", &flags.shuffle, "shuffle the cases with this seed", IsSeed()});
  command.Add({"--rerun-failed", &flags.rerun_failed,
               "play only the runs that have unexpected results in this JSON report"});
}

std::expected<Selection, std::string> SelectByFlags(const CaseSet& set, const SelectionFlags& flags,
                                                    bool may_be_empty) {
  SelectionOptions options{.globs = flags.globs,
                           .skip = flags.skip,
                           .clauses = flags.clauses,
                           .tags = flags.tags,
                           .configs = SelectConfigs(flags),
                           .endurance = flags.endurance,
                           .may_be_empty = may_be_empty};
  for (const Level level : kLevels) {
    if (Contains(flags.levels, Name(level))) options.levels.push_back(level);
  }
  for (const std::string& tier : flags.tiers) options.tiers.push_back(tier.back() - '0');
  if (!flags.shard.empty()) options.shard = ReadShard(flags.shard);
  if (uint64_t seed = 0; ReadNumber(flags.shuffle, seed)) options.shuffle = seed;
  if (!flags.rerun_failed.empty()) {
    auto failed = ReadFailed(flags.rerun_failed);
    if (!failed) return std::unexpected("--rerun-failed: " + failed.error());
    options.only = *std::move(failed);
    options.endurance = true;
  }
  return Select(set, options);
}

}  // namespace asmtp::conformance
