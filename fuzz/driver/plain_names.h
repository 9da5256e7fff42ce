// PlainNames: runs a target with short relative names in place of paths.
//
//   PlainNames names(setup);
//   names.Give("into", "out/R&D/corpus");
//   if (!names.problem().empty()) ...
//   RunTarget(names.setup(), {"-merge=1", "into", ...}, deadline);
//
// libFuzzer pastes its arguments and TMPDIR into commands of a shell when it merges or minimises, so
// a path with a space or '&' would be taken apart, or run. A line break in a path would break the
// lines that it prints. The names are symbolic links in a temporary folder, which is the working
// folder of the target.
#ifndef ASMTP_FUZZ_DRIVER_PLAIN_NAMES_H_
#define ASMTP_FUZZ_DRIVER_PLAIN_NAMES_H_

#include <filesystem>
#include <string>

#include "fuzz/driver/target_process.h"

namespace asmtp::fuzz {

class PlainNames {
 public:
  explicit PlainNames(const TargetSetup& setup);
  // Removes the links, not what they lead to.
  ~PlainNames();
  PlainNames(const PlainNames&) = delete;
  PlainNames& operator=(const PlainNames&) = delete;

  // Gives `path`, which may be missing, a name of letters and digits.
  void Give(const std::string& name, const std::filesystem::path& path);
  // Runs the same target in the folder.
  const TargetSetup& setup() const { return setup_; }
  // Returns "" or what went wrong.
  const std::string& problem() const { return problem_; }

 private:
  std::filesystem::path folder_;
  TargetSetup setup_;
  std::string problem_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_PLAIN_NAMES_H_
