// Coverage: the lines of core/ that the corpus reaches, by clang's source-based coverage.
//
//   LLVM_PROFILE_FILE=... asmtp_frame corpus/frame/...      each target over its corpus
//   llvm-profdata merge, llvm-cov export                    the counts of all targets
#ifndef ASMTP_FUZZ_FLOORS_COVERAGE_H_
#define ASMTP_FUZZ_FLOORS_COVERAGE_H_

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "fuzz/driver/target_table.h"

namespace asmtp::fuzz {

// First and last line and column.
using Region = std::tuple<uint32_t, uint32_t, uint32_t, uint32_t>;

struct FileCoverage {
  std::map<uint32_t, uint64_t> lines;  // line number -> count
  std::map<Region, uint64_t> regions;

  size_t CoveredLines() const;
  double LinesPercent() const;
  double RegionsPercent() const;
};

// Keyed by path in the tree.
using Coverage = std::map<std::string, FileCoverage>;

// Runs each target of the folder `binaries`, built with --config=coverage, over its corpus.
// Measures the files of core/ except core/net and tests.
std::expected<Coverage, std::string> MeasureCoverage(const std::filesystem::path& root,
                                                     const std::filesystem::path& binaries,
                                                     const std::vector<Target>& targets,
                                                     const std::filesystem::path& work);

// Adds the output of `llvm-cov export -format=lcov` for one target: SF, DA and end_of_record lines.
// Each target must be exported separately: given several, llvm-cov takes a function from the first
// that contains it and reports it as never run if that one does not call it.
void AddLcov(std::string_view text, Coverage& coverage);
// Adds the regions of `llvm-cov export`. Returns "" or what went wrong.
std::string AddRegions(std::string_view json, Coverage& coverage);

// Percentage of all lines.
double LinesPercent(const Coverage& coverage);

// Returns the sources of core/ with executable lines that are not in `coverage`, because no target
// links them.
std::vector<std::string> SourcesWithoutTarget(const std::filesystem::path& root,
                                              const Coverage& coverage);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_COVERAGE_H_
