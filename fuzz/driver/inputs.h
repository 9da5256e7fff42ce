// Inputs: the files of a folder that a target can run. Anything else in the folder is reported and
// skipped.
//
//   const Inputs inputs = FindInputs(root / "corpus/frame", Depth::kAll);
//   inputs.files                      sorted, each at most kInputMax bytes
//   inputs.problems                   "'corpus/frame/x' is a pipe, expected a file"
#ifndef ASMTP_FUZZ_DRIVER_INPUTS_H_
#define ASMTP_FUZZ_DRIVER_INPUTS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace asmtp::fuzz {

// The largest input that libFuzzer reads from a corpus.
inline constexpr size_t kInputMax = size_t{1} << 20;

struct InputFile {
  std::filesystem::path path;
  size_t size = 0;
};

struct Inputs {
  std::vector<InputFile> files;
  std::vector<std::string> problems;  // why a file is not an input
  std::vector<std::string> notes;     // files that are skipped without being wrong

  size_t Bytes() const;
  void Append(Inputs more);
};

enum class Depth : uint8_t {
  kFlat,  // a subfolder is a problem
  kAll,   // includes subfolders
};

// A missing folder has no inputs. A file in place of the folder is a problem.
Inputs FindInputs(const std::filesystem::path& folder, Depth depth);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_INPUTS_H_
