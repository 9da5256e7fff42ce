#include "fuzz/floors/explanations.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace asmtp::fuzz {
namespace {

std::string Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") + 1 - first));
}

std::vector<std::string> LinesOf(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::expected<std::set<SourceLine>, std::string> ParseExplanations(std::string_view text) {
  std::set<SourceLine> explained;
  std::vector<SourceLine> open;  // without a reason yet
  std::istringstream stream{std::string(text)};
  size_t number = 0;
  bool in_reason = false;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with(' ')) {
      if (open.empty() && !in_reason) {
        return std::unexpected(
            fmt::format("{}: expected a line of source before a reason", number));
      }
      explained.insert(open.begin(), open.end());
      open.clear();
      in_reason = true;
      continue;
    }
    in_reason = false;
    const size_t colon = line.find(": ");
    if (colon == line.npos) {
      return std::unexpected(fmt::format("{}: expected 'FILE: LINE OF SOURCE'", number));
    }
    open.push_back({line.substr(0, colon), Trimmed(line.substr(colon + 2))});
  }
  if (open.empty()) return explained;
  return std::unexpected(
      fmt::format("{}: expected a reason after '{}'", number, open.front().text));
}

std::vector<SourceLine> UncoveredLines(const std::filesystem::path& root,
                                       const Coverage& coverage) {
  std::vector<SourceLine> uncovered;
  for (const auto& [path, file] : coverage) {
    if (file.CoveredLines() == file.lines.size()) continue;
    const std::vector<std::string> source = LinesOf(root / path);
    for (const auto& [number, count] : file.lines) {
      if (count != 0 || number == 0 || number > source.size()) continue;
      uncovered.push_back({path, Trimmed(source[number - 1]), number});
    }
  }
  for (const std::string& path : SourcesWithoutTarget(root, coverage)) {
    uncovered.push_back({path, "(no target)", 0});
  }
  return uncovered;
}

std::vector<std::string> Unexplained(const std::vector<SourceLine>& uncovered,
                                     const std::set<SourceLine>& explained) {
  std::vector<std::string> sentences;
  std::set<SourceLine> used;
  for (const SourceLine& line : uncovered) {
    const SourceLine key{line.file, line.text};
    if (explained.contains(key)) {
      used.insert(key);
    } else {
      sentences.push_back(fmt::format("{}:{} is neither reached nor explained: {}", line.file,
                                      line.number, line.text));
    }
  }
  for (const SourceLine& key : explained) {
    if (used.contains(key)) continue;
    sentences.push_back(
        fmt::format("stale explanation of '{}: {}': the line is reached or no longer exists",
                    key.file, key.text));
  }
  return sentences;
}

}  // namespace asmtp::fuzz
