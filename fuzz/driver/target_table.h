// TargetTable: the fuzz targets and their seed folders, as listed in fuzz/targets.txt.
//
//   # a comment
//   asmtp_frame          frame
//   asmtp_vector_file    vector_file noise
//
//   auto targets = LoadTargets(root / "fuzz/targets.txt");
//   auto chosen = SelectTargets(*targets, {"asmtp_msg_*"});
#ifndef ASMTP_FUZZ_DRIVER_TARGET_TABLE_H_
#define ASMTP_FUZZ_DRIVER_TARGET_TABLE_H_

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace asmtp::fuzz {

struct Target {
  std::string name;
  std::vector<std::string> folders;  // under corpus/

  friend bool operator==(const Target&, const Target&) = default;
};

// The target that fails on purpose. It is not in the table, so it must be selected by name.
Target CanaryTarget();

// Parses a table. The error names the line.
std::expected<std::vector<Target>, std::string> ParseTargets(std::string_view text);
std::expected<std::vector<Target>, std::string> LoadTargets(const std::filesystem::path& file);

// Returns the targets that match one of the globs, in the order of the table; all without globs. A
// glob that matches nothing is an error.
std::expected<std::vector<Target>, std::string> SelectTargets(
    const std::vector<Target>& targets, const std::vector<std::string>& globs);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_TARGET_TABLE_H_
