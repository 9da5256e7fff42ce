#include "fuzz/floors/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <sstream>

#include "conformance/iut/child_process.h"
#include "core/testing/output_file.h"
#include "fuzz/driver/corpus.h"
#include "fuzz/driver/file.h"

namespace asmtp::fuzz {
namespace {

namespace fs = std::filesystem;
using conformance::ChildProcess;
using conformance::Clock;

constexpr const char* kTools = "/usr/lib/llvm-19/bin/";
constexpr size_t kOutputMax = size_t{256} << 20;
constexpr std::chrono::minutes kPatience{5};

// Returns the path in core/ of a measured file, which tools print as /proc/self/cwd/core/... or
// core/..., or "".
std::string InTree(std::string_view path) {
  const size_t at = path.rfind("core/");
  if (at == path.npos || (at != 0 && path[at - 1] != '/')) return "";
  const std::string_view file = path.substr(at);
  const bool is_test = file.find("_test.") != file.npos || file.find("/test") != file.npos;
  return file.starts_with("core/net/") || is_test ? "" : std::string(file);
}

// Runs a program until it exits. Returns "" or its output.
std::string RunTool(const std::vector<std::string>& words, const std::vector<std::string>& more) {
  auto child = ChildProcess::Start(words, more);
  if (!child) return child.error();
  const auto status = (*child)->Wait(Clock::now() + kPatience);
  if (status && status->code == 0 && status->signal == 0) return "";
  const std::string& name = words.front();
  if (!status) return name + " did not terminate";
  return fmt::format("{} {}: {}", name, status->Describe(), (*child)->ErrorTail());
}

// Runs a tool whose large output goes to a file.
std::string RunInto(const fs::path& file, std::vector<std::string> words) {
  words.insert(words.begin(), {"sh", "-c", R"(exec "$@" >"$0")", file.string()});
  return RunTool(words, {});
}

std::string RunOver(const fs::path& binary, const Inputs& inputs, const fs::path& profiles) {
  if (inputs.files.empty()) return binary.filename().string() + " has no corpus";
  std::vector<std::string> words = {binary.string()};
  for (const InputFile& input : inputs.files) words.push_back(input.path.string());
  return RunTool(words, {"LLVM_PROFILE_FILE=" +
                         (profiles / (binary.filename().string() + "-%2m.profraw")).string()});
}

// Merges the profiles of one target only, because targets have different functions of the same
// name.
std::string MergeProfiles(const fs::path& profiles, const fs::path& into) {
  std::vector<std::string> words = {std::string(kTools) + "llvm-profdata", "merge", "-sparse", "-o",
                                    into.string()};
  for (const InputFile& file : FindInputs(profiles, Depth::kFlat).files) {
    words.push_back(file.path.string());
  }
  return RunTool(words, {});
}

// Adds the coverage of one target.
std::string AddTarget(const fs::path& binary, const fs::path& work, Coverage& coverage) {
  const std::vector<std::string> words = {std::string(kTools) + "llvm-cov", "export",
                                          "-instr-profile=" + (work / "merged.profdata").string(),
                                          binary.string()};
  auto lcov = words;
  lcov.emplace_back("-format=lcov");
  std::string why = MergeProfiles(work / binary.filename(), work / "merged.profdata");
  if (why.empty()) why = RunInto(work / "lines", lcov);
  if (why.empty()) why = RunInto(work / "regions", words);
  if (!why.empty()) return why;
  const auto lines = ReadFile(work / "lines", kOutputMax);
  const auto regions = ReadFile(work / "regions", kOutputMax);
  if (!lines || !regions) return lines ? regions.error() : lines.error();
  AddLcov(*lines, coverage);
  return AddRegions(*regions, coverage);
}

template <class Counts>
size_t CountCovered(const Counts& counts) {
  return static_cast<size_t>(
      std::ranges::count_if(counts, [](const auto& count) { return count.second != 0; }));
}

template <class Counts>
double Percent(const Counts& counts) {
  if (counts.empty()) return 100;
  return 100 * static_cast<double>(CountCovered(counts)) / static_cast<double>(counts.size());
}

}  // namespace

size_t FileCoverage::CoveredLines() const { return CountCovered(lines); }

double FileCoverage::LinesPercent() const { return Percent(lines); }

double FileCoverage::RegionsPercent() const { return Percent(regions); }

void AddLcov(std::string_view text, Coverage& coverage) {
  FileCoverage* file = nullptr;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("SF:")) {
      const std::string path = InTree(std::string_view(line).substr(3));
      file = path.empty() ? nullptr : &coverage[path];
    } else if (line == "end_of_record") {
      file = nullptr;
    } else if (file != nullptr && line.starts_with("DA:")) {
      uint32_t number = 0;
      uint64_t count = 0;
      const char* const end = line.data() + line.size();
      const auto read = std::from_chars(line.data() + 3, end, number);
      if (read.ptr == end || *read.ptr != ',') continue;
      std::from_chars(read.ptr + 1, end, count);
      file->lines[number] += count;
    }
  }
}

std::string AddRegions(std::string_view json, Coverage& coverage) {
  const auto parsed = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object() || !parsed.contains("data") || parsed["data"].empty()) {
    return "llvm-cov wrote no regions";
  }
  for (const auto& function : parsed["data"][0]["functions"]) {
    const auto& names = function["filenames"];
    for (const auto& region : function["regions"]) {
      // First line and column, last line and column, count, file, expanded file, kind (0: code).
      if (region[7] != 0) continue;
      const auto found =
          coverage.find(InTree(names.at(region[5].get<size_t>()).get<std::string>()));
      if (found == coverage.end()) continue;
      found->second.regions[{region[0], region[1], region[2], region[3]}] +=
          region[4].get<uint64_t>();
    }
  }
  return "";
}

std::expected<Coverage, std::string> MeasureCoverage(const fs::path& root, const fs::path& binaries,
                                                     const std::vector<Target>& targets,
                                                     const fs::path& work) {
  std::error_code error;
  fs::remove_all(work, error);
  Coverage coverage;
  for (const Target& target : targets) {
    const Inputs inputs = Corpus(root, target).All();
    if (!inputs.problems.empty()) return std::unexpected(inputs.problems.front());
    std::string why = MakeFolder(work / target.name);
    if (why.empty()) why = RunOver(binaries / target.name, inputs, work / target.name);
    if (why.empty()) why = AddTarget(binaries / target.name, work, coverage);
    if (!why.empty()) return std::unexpected(why);
  }
  if (coverage.empty()) return std::unexpected("llvm-cov reports no line of core/");
  return coverage;
}

double LinesPercent(const Coverage& coverage) {
  size_t all = 0;
  size_t covered = 0;
  for (const auto& [path, file] : coverage) {
    all += file.lines.size();
    covered += file.CoveredLines();
  }
  return all == 0 ? 0 : 100 * static_cast<double>(covered) / static_cast<double>(all);
}

std::vector<std::string> SourcesWithoutTarget(const fs::path& root, const Coverage& coverage) {
  std::vector<std::string> sources;
  for (const InputFile& file : FindInputs(root / "core", Depth::kAll).files) {
    if (file.path.extension() != ".cc") continue;
    const std::string path = InTree(fs::relative(file.path, root).string());
    if (!path.empty() && !coverage.contains(path)) sources.push_back(path);
  }
  return sources;
}

}  // namespace asmtp::fuzz
