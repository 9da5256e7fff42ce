// FileLimit: the number of files that this process may open.
#ifndef ASMTP_CONFORMANCE_CLI_FILE_LIMIT_H_
#define ASMTP_CONFORMANCE_CLI_FILE_LIMIT_H_

#include <sys/resource.h>

#include <algorithm>
#include <cstddef>

namespace asmtp::cli {

// Raises the limit to 65536 files, or to the hard limit if that is lower. A case may open ten
// thousand streams, but the usual limit is a thousand files. Reaching it in the runner, or in the
// IUT, which inherits it, would look like a fault of the IUT.
inline void RaiseFileLimit() {
  constexpr rlim_t kFilesWanted = 65536;
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::max(files.rlim_cur, std::min(files.rlim_max, kFilesWanted));
  (void)::setrlimit(RLIMIT_NOFILE, &files);
}

// Returns the number of files that this process may open.
inline size_t FileLimit() {
  rlimit files{};
  return ::getrlimit(RLIMIT_NOFILE, &files) == 0 ? files.rlim_cur : 0;
}

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_FILE_LIMIT_H_
