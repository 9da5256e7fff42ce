// Merge: the smallest subset of a corpus with the same features (set cover).
//
//   auto merged = SetCover(setup, {"out/corpus", "work/seeds"}, work / "merged", deadline);
//   merged->inputs                                 the number of inputs in work/merged
#ifndef ASMTP_FUZZ_DRIVER_MERGE_H_
#define ASMTP_FUZZ_DRIVER_MERGE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

// Recreates the folder `into` with the needed inputs, named by SHA-1. Omits failing inputs. Returns
// what the target reached with them, or what went wrong.
struct Merged {
  uint64_t inputs = 0;
  uint64_t coverage = 0;
  uint64_t features = 0;
};
std::expected<Merged, std::string> SetCover(const TargetSetup& setup,
                                            const std::vector<std::filesystem::path>& from,
                                            const std::filesystem::path& into, Deadline deadline);

// Adds to the folder `into` the inputs of `from` that reach more than its own inputs. Returns the
// same as SetCover().
std::expected<Merged, std::string> AddNew(const TargetSetup& setup,
                                          const std::filesystem::path& from,
                                          const std::filesystem::path& into, Deadline deadline);

// Replaces the folder `to`, which may exist, with the folder `from`. Returns "" or what went wrong;
// on failure `to` is unchanged.
std::string ReplaceFolder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_MERGE_H_
