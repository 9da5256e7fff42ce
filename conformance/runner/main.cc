// asmtp-conform: the conformance suite of ASMTP. `asmtp-conform --help` says what it does.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <exception>

#include "conformance/runner/commands.h"
#include "conformance/runner/exit_status.h"

namespace {

constexpr rlim_t kFilesWanted = 65536;

// A case may open ten thousand streams, and the usual limit is a thousand files: what the runner is
// not allowed would look like a fault of the IUT, which inherits the limit.
void RaiseFileLimit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::max(files.rlim_cur, std::min(files.rlim_max, kFilesWanted));
  (void)::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int main(int argc, char** argv) {
  RaiseFileLimit();
  try {
    return asmtp::conformance::ConformMain(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "asmtp-conform: {}\n", error.what());
    return asmtp::conformance::kExitInternal;
  }
}
