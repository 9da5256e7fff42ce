// Watchdog: ends the IUTs of a runner that has gone without ending them itself: killed by SIGKILL,
// say. It is a small process beside the runner, which knows the process groups and reads from a
// pipe; the end of the pipe is the end of the runner.
//
//   runner ---- "+1234", "-1234" ----> watchdog        end of the pipe: kill(-group, SIGKILL)
//
//   watchdog.Watch(::getpid());               // in the group's leader, before exec
//   watchdog.Forget(pid);                     // before its leader is reaped
#ifndef ASMTP_CONFORMANCE_IUT_WATCHDOG_H_
#define ASMTP_CONFORMANCE_IUT_WATCHDOG_H_

#include <sys/types.h>

#include "conformance/iut/file_descriptor.h"

namespace asmtp::conformance {

class Watchdog {
 public:
  // Starts at the first call, and ends with this process.
  static Watchdog& Instance();

  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Called by the leader itself, before it is another program: safe after a fork.
  void Watch(pid_t group) { Tell(group); }
  void Forget(pid_t group) { Tell(-group); }

 private:
  Watchdog();
  void Tell(pid_t group);

  pid_t pid_ = -1;
  FileDescriptor pipe_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_WATCHDOG_H_
