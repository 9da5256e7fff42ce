// StartWait: how long to wait for a program that starts. A busy machine delays a start, so the wait
// is extended while the program computes.
//
//   StartWait wait(child.pid(), kStartPatience * scale, scale);
//   while (!ready && !wait.IsOver()) ready = Look(wait.NextLook());
//
//   |-- patience --|-- as long as it used less processor time than that, and uses some --|   30 s
#ifndef ASMTP_CONFORMANCE_IUT_START_WAIT_H_
#define ASMTP_CONFORMANCE_IUT_START_WAIT_H_

#include <sys/types.h>

#include "conformance/play/channel.h"
#include "conformance/transcript/step.h"

namespace asmtp::conformance {

class StartWait {
 public:
  // At scale 1, even for a program that computes.
  static constexpr Milliseconds kLongest{30'000};

  // `scale` applies to the rest; `patience` has been scaled.
  StartWait(pid_t pid, std::chrono::duration<double> patience, double scale);

  bool IsOver();
  // Returns when to ask IsOver() again.
  Deadline NextLook() const;

 private:
  pid_t pid_;
  std::chrono::duration<double> patience_;
  std::chrono::duration<double> standstill_;  // after which a program has stopped to compute
  Deadline deadline_;
  Deadline longest_;
  size_t begin_;       // its processor time at the beginning, in ticks
  size_t ticks_;       // and at the last look
  Deadline progress_;  // when that last grew
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_START_WAIT_H_
