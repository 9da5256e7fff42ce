#include "fuzz/planted/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace asmtp::fuzz {
namespace {

using nlohmann::json;

PlantedBug ReadRow(const json& row) {
  return {.name = row.at("name"),
          .target = row.at("target"),
          .files = row.at("files"),
          .oracle = row.at("oracle"),
          .breaks = row.at("breaks"),
          .budget = row.at("budget"),
          .bug = row.at("bug"),
          .origin = row.at("origin"),
          .only = row.at("only")};
}

}  // namespace

bool PlantedBug::IsFoundBy(const std::string& signature) const {
  return std::ranges::any_of(
      breaks, [&](const std::string& begin) { return signature.starts_with(begin); });
}

std::expected<std::vector<PlantedBug>, std::string> LoadPlantedBugs(
    const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return std::unexpected(fmt::format("cannot read {}", file.string()));
  try {
    std::vector<PlantedBug> bugs;
    const json rows = json::parse(in);
    for (const json& row : rows) bugs.push_back(ReadRow(row));
    return bugs;
  } catch (const json::exception& error) {
    return std::unexpected(fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace asmtp::fuzz
