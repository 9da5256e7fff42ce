// MemoryFile: bytes as a file in memory, for a program that needs a path.
//
//   const MemoryFile file("some bytes");
//   file.path()                                 "/proc/123/fd/7", valid while `file` and this process live
#ifndef ASMTP_FUZZ_DRIVER_MEMORY_FILE_H_
#define ASMTP_FUZZ_DRIVER_MEMORY_FILE_H_

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "conformance/iut/file_descriptor.h"

namespace asmtp::fuzz {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes)
      : file_(::memfd_create("asmtp-fuzz-input", MFD_CLOEXEC)) {
    whole_ = file_ &&
             ::write(file_.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }

  explicit operator bool() const { return whole_; }
  std::string path() const {
    return fmt::format("/proc/{}/fd/{}", static_cast<int>(::getpid()), file_.get());
  }

 private:
  conformance::FileDescriptor file_;
  bool whole_ = false;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_MEMORY_FILE_H_
