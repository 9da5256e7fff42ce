// Watchdog: kills the IUTs of a runner that ended without doing so itself, for example by SIGKILL.
// It is a small process that knows the process groups and reads from a pipe. The end of the pipe is
// the end of the runner.
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
  // Starts the watchdog at the first call. It ends with this process.
  static Watchdog& Instance();

  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Called by the group's leader before exec. Safe after a fork.
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
