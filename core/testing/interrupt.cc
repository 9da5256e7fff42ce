#include "core/testing/interrupt.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace asmtp {
namespace {

constexpr std::chrono::milliseconds kMoment{200};
constexpr std::chrono::hours kPollMax{1};

enum class Ready : uint8_t { kPipe, kInterrupt, kNothing };

// Waits for the pipe, and for an interrupt if `interruptible`.
Ready Poll(int fd, std::chrono::steady_clock::time_point deadline, bool interruptible) {
  std::array<pollfd, 2> fds = {pollfd{fd, POLLOUT, 0},
                               pollfd{interruptible ? InterruptFd() : -1, POLLIN, 0}};
  while (true) {
    const auto left = std::clamp<std::chrono::steady_clock::duration>(
        deadline - std::chrono::steady_clock::now(), std::chrono::seconds(0), kPollMax);
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left);
    if (::poll(fds.data(), fds.size(), static_cast<int>(milliseconds.count())) < 0) continue;
    if (fds[0].revents != 0) return Ready::kPipe;
    if (fds[1].revents != 0) return Ready::kInterrupt;
    if (std::chrono::steady_clock::now() >= deadline) return Ready::kNothing;
  }
}

}  // namespace

bool AwaitReader(int fd, std::chrono::steady_clock::time_point deadline) {
  Ready ready = Poll(fd, deadline, /*interruptible=*/true);
  if (ready == Ready::kInterrupt) {
    const auto moment = std::chrono::steady_clock::now() + kMoment;
    ready = Poll(fd, std::min(deadline, moment), /*interruptible=*/false);
  }
  return ready == Ready::kPipe;
}

}  // namespace asmtp
