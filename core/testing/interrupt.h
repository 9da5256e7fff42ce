// Interrupt: makes Ctrl-C end every wait in every thread of this process at once.
//
//   CatchSignals();                            // SIGINT, SIGTERM and SIGHUP call Interrupt()
//   WaitFor(fd, POLLIN, deadline)              // returns 0 from then on, as at the deadline
//   AwaitReader(fd, deadline)                  // of a pipe: does not give up at once
#ifndef ASMTP_CORE_TESTING_INTERRUPT_H_
#define ASMTP_CORE_TESTING_INTERRUPT_H_

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>

namespace asmtp {

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

// Waits until a pipe takes bytes. Returns whether it does. After an interrupt, waits no longer than
// a moment: enough for a reader that reads, so that a report is still written.
bool AwaitReader(int fd, std::chrono::steady_clock::time_point deadline);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_INTERRUPT_H_
