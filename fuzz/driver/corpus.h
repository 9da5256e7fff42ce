// Corpus: the inputs of a target in the tree, and how they are minimised and extended.
//
//   corpus/FOLDER/         generated or hand-written seeds; fuzz/targets.txt lists the folders
//          found/T/        inputs found by fuzzing, minimised and named by SHA-1
//          regressions/T/  inputs on which T failed before, with descriptive names
#ifndef ASMTP_FUZZ_DRIVER_CORPUS_H_
#define ASMTP_FUZZ_DRIVER_CORPUS_H_

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/driver/inputs.h"
#include "fuzz/driver/target_process.h"
#include "fuzz/driver/target_table.h"

namespace asmtp::fuzz {

class Corpus {
 public:
  Corpus(const std::filesystem::path& root, Target target);

  Inputs Seeds() const;
  Inputs Found() const;
  Inputs Regressions() const;
  // The inputs of all three.
  Inputs All() const;
  std::filesystem::path found_folder() const;

 private:
  std::filesystem::path corpus_;
  Target target_;
};

// The effect of a change of found/, and the refused files.
struct CorpusChange {
  size_t before = 0;  // files in found/
  size_t after = 0;
  std::vector<std::string> refused;  // a sentence for each file that was not imported
};

// Removes from found/ the inputs that reach nothing beyond the seeds and the other inputs (set
// cover). Idempotent: found/ is replaced only by fewer files.
std::expected<CorpusChange, std::string> MinimiseFound(const TargetSetup& setup,
                                                       const Corpus& corpus, Deadline deadline);

struct ImportLimits {
  size_t file_bytes = size_t{64} << 10;
  size_t files = 20'000;
  size_t bytes = size_t{256} << 20;  // in total
};

// Copies from a folder and its subfolders the inputs that reach new features, each named by its
// SHA-1. Refuses symbolic links, files that are not regular or too large, and inputs on which the
// target fails.
std::expected<CorpusChange, std::string> ImportFound(const TargetSetup& setup, const Corpus& corpus,
                                                     const std::filesystem::path& folder,
                                                     const ImportLimits& limits, Deadline deadline);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_CORPUS_H_
