// ForkServer: a small process that forks the keepers, as children of this process. A fork of this
// process itself copies its page tables, and after it the first write to each page interrupts every
// processor, which cost half of the time of a run with many workers.
//
//   this process == socket ==> fork server      end of socket: end of the fork server
//        '-- keepers (CLONE_PARENT)
#ifndef ASMTP_CONFORMANCE_IUT_FORK_SERVER_H_
#define ASMTP_CONFORMANCE_IUT_FORK_SERVER_H_

#include <sys/types.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "conformance/iut/file_descriptor.h"

namespace asmtp::conformance {

class ForkServer {
 public:
  // A fork server that does not answer within `patience` is killed.
  explicit ForkServer(std::chrono::milliseconds patience = std::chrono::seconds(10))
      : patience_(patience) {}
  ForkServer(ForkServer&&) = delete;
  ~ForkServer() { Stop(); }

  // Starts a keeper; see RunKeeper(). Starts the fork server first if there is none, and once more
  // if it does not answer. Returns -1 and errno on failure.
  pid_t StartKeeper(int control, const std::array<int, 3>& streams,
                    const std::vector<std::string>& words,
                    const std::vector<std::string>& environment);

  // Starts the fork server if there is none. Returns false and errno on failure. If the main thread
  // calls this, the fork server ends with this process even if a program has stopped it.
  bool Start();

  // The process of the fork server, or 0.
  pid_t pid() const { return pid_; }

 private:
  void Stop();

  std::chrono::milliseconds patience_;
  pid_t pid_ = 0;
  FileDescriptor socket_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_FORK_SERVER_H_
