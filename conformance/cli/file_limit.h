// FileLimit: how many files this process may open.
#ifndef ASMTP_CONFORMANCE_CLI_FILE_LIMIT_H_
#define ASMTP_CONFORMANCE_CLI_FILE_LIMIT_H_

#include <sys/resource.h>

#include <algorithm>

namespace asmtp::cli {

// Raises the limit as far as this process may. A case may open ten thousand streams, and the usual
// limit is a thousand files: what the runner is not allowed would look like a fault of the IUT,
// which inherits the limit.
inline void RaiseFileLimit() {
  constexpr rlim_t kFilesWanted = 65536;
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::max(files.rlim_cur, std::min(files.rlim_max, kFilesWanted));
  (void)::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace asmtp::cli

#endif  // ASMTP_CONFORMANCE_CLI_FILE_LIMIT_H_
