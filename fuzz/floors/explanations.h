// Explanations: why lines of core/ are not reached by the corpus, as fuzz/uncovered.txt says it.
//
//   core/crypto/hash.cc: std::abort();
//   core/crypto/hash.cc: }
//     libsodium cannot fail here
//
// One or more lines of source, each behind its file and without the space at its ends, then the
// reason for all of them. The text counts and not the number, which any edit moves.
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
  uint32_t number = 0;  // 0 where it is not known

  friend auto operator<=>(const SourceLine&, const SourceLine&) = default;
};

// An error begins with the number of its line.
std::expected<std::set<SourceLine>, std::string> ParseExplanations(std::string_view text);

// The lines that were never run, and the whole of sources without a target ("(no target)").
std::vector<SourceLine> UncoveredLines(const std::filesystem::path& root, const Coverage& coverage);

// Returns a sentence for each uncovered line without an explanation, and for each explanation
// without such a line.
std::vector<std::string> Unexplained(const std::vector<SourceLine>& uncovered,
                                     const std::set<SourceLine>& explained);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_EXPLANATIONS_H_
