// Corpus: the inputs of a target that are in the tree, and what may become of them.
//
//   corpus/FOLDER/         seeds that are built or written, by fuzz/targets.txt
//          found/T/        what a fuzzer has found, named by its SHA-1: minimised, then imported
//          regressions/T/  what T has failed on before, named by a person
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
  // All of them.
  Inputs All() const;
  std::filesystem::path found_folder() const;

 private:
  std::filesystem::path corpus_;
  Target target_;
};

// What a change of found/ came to, and what was not as it should be.
struct CorpusChange {
  size_t before = 0;  // files in found/
  size_t after = 0;
  std::vector<std::string> refused;  // a sentence for each file that was not taken
};

// Keeps of found/ only what the seeds and the rest of it do not reach (set cover). A second time
// changes nothing: the files are replaced only by fewer ones.
std::expected<CorpusChange, std::string> MinimiseFound(const TargetSetup& setup,
                                                       const Corpus& corpus, Deadline deadline);

struct ImportLimits {
  size_t file_bytes = size_t{64} << 10;
  size_t files = 20'000;
  size_t bytes = size_t{256} << 20;  // that are looked at
};

// Copies from a folder and the folders in it what reaches something new, each file under its SHA-1:
// a name in the folder means nothing. Symbolic links, what is no file and what is too large are
// refused, and so is what makes the target fail.
std::expected<CorpusChange, std::string> ImportFound(const TargetSetup& setup, const Corpus& corpus,
                                                     const std::filesystem::path& folder,
                                                     const ImportLimits& limits, Deadline deadline);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_CORPUS_H_
