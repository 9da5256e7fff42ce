// FileDescriptor: owns a file descriptor and closes it. WaitFor: poll with a deadline.
//
//   FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
//   if (!socket) return ErrorText("cannot open a socket");
//   const short ready = WaitFor(socket.get(), POLLIN, deadline);     // 0: the deadline has passed
#ifndef ASMTP_CONFORMANCE_IUT_FILE_DESCRIPTOR_H_
#define ASMTP_CONFORMANCE_IUT_FILE_DESCRIPTOR_H_

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>

#include "core/testing/interrupt.h"

namespace asmtp::conformance {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FileDescriptor() { Close(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  void Close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

// Returns "what: reason" for the last failed system call.
inline std::string ErrorText(const std::string& what) {
  return what + ": " + std::generic_category().message(errno);
}

// Returns the milliseconds until `deadline` for poll, rounded up to avoid a busy loop.
inline int PollTimeout(std::chrono::steady_clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<int64_t>(left.count(), 0, 3'600'000));
}

// Waits for `events` of poll on `fd`. Returns the events that occurred, or 0 at the deadline or on
// an interrupt.
inline short WaitFor(int fd, short events, std::chrono::steady_clock::time_point deadline) {
  std::array<pollfd, 2> fds = {pollfd{fd, events, 0}, pollfd{InterruptFd(), POLLIN, 0}};
  while (::poll(fds.data(), fds.size(), PollTimeout(deadline)) < 0 && errno == EINTR) {
  }
  return fds[0].revents;
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_FILE_DESCRIPTOR_H_
