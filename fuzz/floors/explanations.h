// Explanations: why the corpus does not reach some lines of core/, as listed in fuzz/uncovered.txt.
//
//   core/crypto/hash.cc: std::abort();
//   core/crypto/hash.cc: }
//     libsodium cannot fail here
//
// One or more lines of source, each after its file name and without surrounding space, then the
// reason for all of them. Lines are matched by text instead of number, because any edit moves
// numbers.
#ifndef ASMTP_FUZZ_FLOORS_EXPLANATIONS_H_
#define ASMTP_FUZZ_FLOORS_EXPLANATIONS_H_

#include <compare>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/floors/coverage.h"

namespace asmtp::fuzz {

struct SourceLine {
  std::string file;
  std::string text;
  uint32_t number = 0;  // 0 if unknown

  friend auto operator<=>(const SourceLine&, const SourceLine&) = default;
};

// The error begins with its line number.
std::expected<std::set<SourceLine>, std::string> ParseExplanations(std::string_view text);

// Returns the lines that were never run, and sources without a target as a whole ("(no target)").
std::vector<SourceLine> UncoveredLines(const std::filesystem::path& root, const Coverage& coverage);

// Returns a sentence for each uncovered line without an explanation, and for each explanation
// without such a line.
std::vector<std::string> Unexplained(const std::vector<SourceLine>& uncovered,
                                     const std::set<SourceLine>& explained);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_EXPLANATIONS_H_
