#include "conformance/iut/watchdog.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <climits>
#include <csignal>

namespace asmtp::conformance {
namespace {

// Room for more groups than a runner has at once.
class Groups {
 public:
  void Take(pid_t told) {
    if (told > 0) {
      if (count_ < groups_.size()) groups_[count_++] = told;
      return;
    }
    for (size_t i = 0; i < count_; ++i) {
      if (groups_[i] != -told) continue;
      groups_[i] = groups_[--count_];
      return;
    }
  }
  void Kill() const {
    for (size_t i = 0; i < count_; ++i) ::kill(-groups_[i], SIGKILL);
  }

 private:
  std::array<pid_t, 4096> groups_{};
  size_t count_ = 0;
};

// The main loop of the watchdog. Uses system calls only, because other threads of the runner may
// have held any lock at the clone.
[[noreturn]] void RunWatchdog(int pipe) {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  ::setsid();  // Ctrl-C must not reach the watchdog
  ::prctl(PR_SET_NAME, "asmtp-watchdog");
  if (pipe > 0) ::close_range(0, static_cast<unsigned>(pipe) - 1, 0);
  ::close_range(static_cast<unsigned>(pipe) + 1, UINT_MAX, 0);
  Groups groups;
  pid_t told = 0;
  while (true) {
    const ssize_t size = ::read(pipe, &told, sizeof(told));
    if (size < 0 && errno == EINTR) continue;
    if (size != static_cast<ssize_t>(sizeof(told))) break;
    groups.Take(told);
  }
  groups.Kill();
  ::_exit(0);
}

}  // namespace

Watchdog& Watchdog::Instance() {
  static Watchdog watchdog;
  return watchdog;
}

// Cloned without an exit signal, so a wait for any child does not return the watchdog.
Watchdog::Watchdog() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  const FileDescriptor read(ends[0]);
  pipe_ = FileDescriptor(ends[1]);
  pid_ = static_cast<pid_t>(::syscall(SYS_clone, 0, nullptr, nullptr, nullptr, nullptr));
  if (pid_ == 0) RunWatchdog(read.get());
}

Watchdog::~Watchdog() {
  pipe_.Close();
  if (pid_ <= 0) return;
  while (::waitpid(pid_, nullptr, __WALL) < 0 && errno == EINTR) {
  }
}

void Watchdog::Tell(pid_t group) {
  if (!pipe_) return;
  [[maybe_unused]] const ssize_t told = ::write(pipe_.get(), &group, sizeof(group));
}

}  // namespace asmtp::conformance
