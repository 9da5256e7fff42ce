#include "conformance/cli/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>
#include <system_error>

#include "core/testing/interrupt.h"

namespace asmtp::cli {
namespace {

constexpr std::chrono::hours kForever{24};

struct Stream {
  int fd;
  const char* name;
  std::atomic<int> error{0};  // of the first write that failed; nothing is written after it
};

Stream standard_output{STDOUT_FILENO, "stdout"};
Stream standard_error{STDERR_FILENO, "stderr"};

ssize_t Write(void* cookie, const char* text, size_t size) {
  auto& stream = *static_cast<Stream*>(cookie);
  for (size_t at = 0; at < size && stream.error == 0;) {
    if (!AwaitReader(stream.fd, std::chrono::steady_clock::now() + kForever)) {
      stream.error = ETIMEDOUT;
      break;
    }
    const ssize_t written = ::write(stream.fd, text + at, std::min<size_t>(size - at, PIPE_BUF));
    if (written >= 0) {
      at += static_cast<size_t>(written);
    } else if (errno != EINTR && errno != EAGAIN) {
      stream.error = errno;
    }
  }
  return static_cast<ssize_t>(size);
}

std::FILE* Guarded(Stream& stream, std::FILE* otherwise, int buffering) {
  std::FILE* file = ::fopencookie(&stream, "w", {.write = Write});
  if (file == nullptr) return otherwise;
  (void)std::setvbuf(file, nullptr, buffering, BUFSIZ);
  return file;
}

std::string WhyFailed(const Stream& stream) {
  if (stream.error == 0) return "";
  return std::string("cannot write to ") + stream.name + ": " +
         std::generic_category().message(stream.error);
}

}  // namespace

void GuardStandardStreams() {
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);  // a file that is too large fails, as on a full disk
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    (void)::open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);  // the lowest free number
    if (fd == STDOUT_FILENO) standard_output.error = EBADF;
    if (fd == STDERR_FILENO) standard_error.error = EBADF;
  }
  stdout = Guarded(standard_output, stdout, ::isatty(STDOUT_FILENO) == 1 ? _IOLBF : _IOFBF);
  stderr = Guarded(standard_error, stderr, _IONBF);
}

std::string FlushOutput() {
  (void)std::fflush(stdout);
  (void)std::fflush(stderr);
  const std::string why = WhyFailed(standard_output);
  return why.empty() ? WhyFailed(standard_error) : why;
}

}  // namespace asmtp::cli
