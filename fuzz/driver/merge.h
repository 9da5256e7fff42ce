// Merge: the smallest part of a corpus that reaches the same (set cover).
//
//   auto merged = SetCover(setup, {"out/corpus", "work/seeds"}, work / "merged", deadline);
//   merged->inputs                                 how many there are in work/merged
#ifndef ASMTP_FUZZ_DRIVER_MERGE_H_
#define ASMTP_FUZZ_DRIVER_MERGE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

// Writes the inputs that are needed to `into`, which is made anew, named by their SHA-1. An input
// that fails is left out. Returns what the target reached with them, or what went wrong.
struct Merged {
  uint64_t inputs = 0;
  uint64_t coverage = 0;
  uint64_t features = 0;
};
std::expected<Merged, std::string> SetCover(const TargetSetup& setup,
                                            const std::vector<std::filesystem::path>& from,
                                            const std::filesystem::path& into, Deadline deadline);

// Adds to the folder `into` those inputs of `from` that reach something which is not reached by
// what is there. Returns as SetCover().
std::expected<Merged, std::string> AddNew(const TargetSetup& setup,
                                          const std::filesystem::path& from,
                                          const std::filesystem::path& into, Deadline deadline);

// Puts the folder `from` in the place of `to`, which may be there. Returns "" or what went wrong;
// `to` is as it was then.
std::string ReplaceFolder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_MERGE_H_
