#include "conformance/endpoint/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <string>

namespace asmtp::endpoint {
namespace {

// Returns a descriptor for stderr. Writes to a pipe or a terminal must not block, but other
// processes share the open file of descriptor 2, and with it its flags. So it is opened once more.
int OpenLog() {
  struct stat status{};
  if (::fstat(STDERR_FILENO, &status) != 0) return -1;
  if (!S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode)) return STDERR_FILENO;
  const int own =
      ::open("/proc/self/fd/2", O_WRONLY | O_NONBLOCK | O_APPEND | O_CLOEXEC | O_NOCTTY);
  return own >= 0 ? own : STDERR_FILENO;
}

// Writes the whole line or, with a few exceptions that split it, nothing. A pipe takes up to
// PIPE_BUF bytes as a whole.
bool Write(std::string line) {
  static const int kLog = OpenLog();
  if (line.size() > PIPE_BUF) line.replace(PIPE_BUF - 1, std::string::npos, "\n");
  pollfd room{.fd = kLog, .events = POLLOUT, .revents = 0};
  if (::poll(&room, 1, 0) != 1 || (room.revents & POLLOUT) == 0) return false;
  return ::write(kLog, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

}  // namespace

void Log(std::string_view sentence) {
  static uint64_t dropped = 0;
  if (dropped > 0 && Write(fmt::format("asmtp-endpoint: {} lines were dropped\n", dropped))) {
    dropped = 0;
  }
  if (dropped > 0 || !Write(fmt::format("asmtp-endpoint: {}\n", sentence))) ++dropped;
}

}  // namespace asmtp::endpoint
