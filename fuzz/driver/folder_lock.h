// FolderLock: keeps a second run out of an output folder, where both would overwrite each other.
//
//   const FolderLock lock("out/fuzz");
//   if (!lock.problem().empty()) return Fail(3, lock.problem());
//
// The system releases the lock at the end of the process, however it ends.
#ifndef ASMTP_FUZZ_DRIVER_FOLDER_LOCK_H_
#define ASMTP_FUZZ_DRIVER_FOLDER_LOCK_H_

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "conformance/iut/file_descriptor.h"
#include "core/testing/output_file.h"

namespace asmtp::fuzz {

class FolderLock {
 public:
  // Creates the folder if it is missing.
  explicit FolderLock(const std::filesystem::path& folder) : problem_(MakeFolder(folder)) {
    if (!problem_.empty()) return;
    folder_ =
        conformance::FileDescriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder_ && ::flock(folder_.get(), LOCK_EX | LOCK_NB) == 0) return;
    const std::string what = fmt::format("'{}'", folder.string());
    problem_ = folder_ && errno == EWOULDBLOCK
                   ? "another run writes to " + what + "; wait for it, or choose another --out"
                   : conformance::ErrorText("cannot lock " + what);
  }

  // Returns "" or why the folder is not ours.
  const std::string& problem() const { return problem_; }

 private:
  std::string problem_;
  conformance::FileDescriptor folder_;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_FOLDER_LOCK_H_
