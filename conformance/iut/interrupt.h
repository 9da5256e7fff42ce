// Interrupt: makes Ctrl-C end every wait in every thread of this process at once.
//
//   CatchSignals();                            // SIGINT, SIGTERM and SIGHUP call Interrupt()
//   WaitFor(fd, POLLIN, deadline)              // returns 0 from then on, as at the deadline
#ifndef ASMTP_CONFORMANCE_IUT_INTERRUPT_H_
#define ASMTP_CONFORMANCE_IUT_INTERRUPT_H_

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
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

inline std::atomic<int>& LastSignal() {
  static std::atomic<int> signal{0};
  return signal;
}

// Returns 128 and the number of the last signal, as a shell does.
inline int InterruptedStatus() { return 128 + LastSignal(); }

// Ends every wait at the first signal. The second one ends the process as it would without this.
inline void OnInterrupt(int signal) {
  if (IsInterrupted()) {
    std::signal(signal, SIG_DFL);
    ::raise(signal);
  }
  LastSignal() = signal;
  Interrupt();
}

// Handles the signals that end a program from outside, except those that are ignored, as by nohup.
inline void CatchSignals() {
  (void)InterruptFd();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (std::signal(signal, OnInterrupt) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_INTERRUPT_H_
