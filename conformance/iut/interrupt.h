// Interrupt: makes Ctrl-C end every wait in every thread of this process at once.
//
//   std::signal(SIGINT, OnInterrupt);          // calls Interrupt()
//   WaitFor(fd, POLLIN, deadline)              // returns 0 from then on, as at the deadline
#ifndef ASMTP_CONFORMANCE_IUT_INTERRUPT_H_
#define ASMTP_CONFORMANCE_IUT_INTERRUPT_H_

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

namespace asmtp::conformance {

// Returns a descriptor that is readable once Interrupt() was called. The first call creates it and
// must precede any signal that calls Interrupt().
inline int InterruptFd() {
  static const int kFd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return kFd;
}

inline std::atomic<bool>& InterruptFlag() {
  static std::atomic<bool> interrupted{false};
  return interrupted;
}

inline bool IsInterrupted() { return InterruptFlag(); }

// Safe in a signal handler.
inline void Interrupt() {
  InterruptFlag() = true;
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(InterruptFd(), &one, sizeof(one));
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_INTERRUPT_H_
