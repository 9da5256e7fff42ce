#include "conformance/runner/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "conformance/iut/file_descriptor.h"

namespace asmtp::conformance {

std::string WhyNotWritable(const std::string& file) {
  const bool is_there = ::access(file.c_str(), F_OK) == 0;
  const FileDescriptor opened(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666));
  if (!opened) return ErrorText("cannot write '" + file + "'");
  if (!is_there) ::unlink(file.c_str());
  return "";
}

}  // namespace asmtp::conformance
