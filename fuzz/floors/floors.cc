#include "fuzz/floors/floors.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace asmtp::fuzz {
namespace {

// Reads "NAME number" from the stream.
bool ReadFigure(std::istringstream& words, std::string_view name, double& figure) {
  std::string word;
  return words >> word && word == name && words >> figure;
}

bool ReadLine(const std::string& line, Floors& floors) {
  std::istringstream words(line);
  std::string kind;
  std::string name;
  if (!(words >> kind)) return true;  // an empty line
  bool read = false;
  if (kind == "lines") {
    read = static_cast<bool>(words >> floors.lines);
  } else if (kind == "target" && words >> name) {
    TargetFloor floor;
    read = ReadFigure(words, "features", floor.features) && ReadFigure(words, "rate", floor.rate) &&
           floors.targets.emplace(name, floor).second;
  } else if (kind == "file" && words >> name) {
    FileFloor floor;
    read = ReadFigure(words, "lines", floor.lines) && ReadFigure(words, "regions", floor.regions) &&
           floors.files.emplace(name, floor).second;
  }
  std::string more;
  return read && !(words >> more);
}

class Comparison {
 public:
  void Compare(const std::string& what, double wanted, double measured) {
    if (measured >= wanted) return;
    sentences_.push_back(
        fmt::format("{}: {:.6g} is below the floor {:.6g}", what, measured, wanted));
  }
  void Missing(const std::string& what) {
    sentences_.push_back(fmt::format("{}: has a floor but was not measured", what));
  }
  void Unknown(const std::string& what) {
    sentences_.push_back(fmt::format("{}: was measured but has no floor", what));
  }
  std::vector<std::string> Take() { return std::move(sentences_); }

 private:
  std::vector<std::string> sentences_;
};

}  // namespace

std::expected<Floors, std::string> ParseFloors(std::string_view text) {
  Floors floors;
  std::istringstream stream{std::string(text)};
  size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (ReadLine(line.substr(0, line.find('#')), floors)) continue;
    return std::unexpected(
        fmt::format("{}: expected 'target NAME features N rate N', 'file PATH lines N regions N' "
                    "or 'lines N', without duplicate names",
                    number));
  }
  return floors;
}

std::vector<std::string> BelowFloors(const Floors& wanted, const Floors& measured,
                                     const std::vector<std::string>& targets, bool with_coverage) {
  Comparison comparison;
  for (const auto& [name, floor] : wanted.targets) {
    if (std::ranges::find(targets, name) == targets.end()) continue;
    const auto found = measured.targets.find(name);
    if (found == measured.targets.end()) {
      comparison.Missing(name);
      continue;
    }
    comparison.Compare(name + ", features", floor.features, found->second.features);
    comparison.Compare(name + ", rate", floor.rate, found->second.rate);
  }
  for (const auto& [name, figures] : measured.targets) {
    if (!wanted.targets.contains(name)) comparison.Unknown(name);
  }
  if (!with_coverage) return comparison.Take();
  for (const auto& [name, floor] : wanted.files) {
    const auto found = measured.files.find(name);
    if (found == measured.files.end()) {
      comparison.Missing(name);
      continue;
    }
    comparison.Compare(name + ", lines in percent", floor.lines, found->second.lines);
    comparison.Compare(name + ", regions in percent", floor.regions, found->second.regions);
  }
  comparison.Compare("lines of core/ in percent", wanted.lines, measured.lines);
  return comparison.Take();
}

}  // namespace asmtp::fuzz
