// Inputs: the files of a folder that a target can be run with. Whatever else lies there is reported
// as what it is, and costs only itself.
//
//   const Inputs inputs = FindInputs(root / "corpus/frame", Depth::kAll);
//   inputs.files                      sorted, each at most kInputMax bytes
//   inputs.problems                   "'corpus/frame/x' is a pipe where a file is expected"
#ifndef ASMTP_FUZZ_DRIVER_INPUTS_H_
#define ASMTP_FUZZ_DRIVER_INPUTS_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace asmtp::fuzz {

// As much as libFuzzer takes from a corpus.
inline constexpr size_t kInputMax = size_t{1} << 20;

struct InputFile {
  std::filesystem::path path;
  size_t size = 0;
};

struct Inputs {
  std::vector<InputFile> files;
  std::vector<std::string> problems;  // what keeps a file from being an input
  std::vector<std::string> notes;     // what is left out, and is nobody's fault

  size_t Bytes() const;
  void Append(Inputs more);
};

enum class Depth : uint8_t {
  kFlat,  // a folder in it is a problem
  kAll,   // folders in it belong to it
};

// A folder that is not there has no inputs; a file in its place is a problem.
Inputs FindInputs(const std::filesystem::path& folder, Depth depth);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_INPUTS_H_
