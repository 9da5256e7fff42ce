// Keeper: the process between the runner and a program that it starts. Every process that the
// program starts stays below the keeper, even one that left its process group or session or was
// started by a double fork. So the keeper can kill them all, also when the runner itself is killed.
//
//   runner == control ==> keeper --> program --> its processes       end of control: SIGKILL to all
//
//   in a child of the fork server: RunKeeper(control, {in, out, err}, arguments, environment)
//   keeper -> runner: KeeperNews;  runner -> keeper: KeeperOrder
//
// The program has the same user, so it can kill the keeper. It then dies itself (PR_SET_PDEATHSIG),
// and the runner becomes the parent of the others; see child_process.cc. A program that kills
// keeper and runner at once, or changes its user, is not contained.
#ifndef ASMTP_CONFORMANCE_IUT_KEEPER_H_
#define ASMTP_CONFORMANCE_IUT_KEEPER_H_

#include <sys/time.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <span>

namespace asmtp::conformance {

enum class KeeperOrder : uint8_t {
  kTerminate,  // SIGTERM to the program
  kKill,       // SIGKILL to everything; then kGone
};

struct KeeperNews {
  enum class Kind : uint8_t {
    kFailed,   // the program cannot be started: `error`
    kStarted,  // as the process `pid`
    kEnded,    // with `status` of waitpid, after `user` and `system`
    kGone,     // everything, except `left` processes that cannot be killed, such as `pid`
  };
  Kind kind = Kind::kFailed;
  pid_t pid = 0;
  int error = 0;
  int status = 0;
  timeval user{};
  timeval system{};
  long peak = 0;  // KiB of memory, of the largest process that it waited for, or its own
  int left = 0;
};

// The main function of the keeper. `streams` become the program's stdin, stdout and stderr. It
// inherits no other descriptor. Uses system calls only, because a thread may have held any lock
// when the fork server was forked.
[[noreturn]] void RunKeeper(int control, const std::array<int, 3>& streams, char** arguments,
                            char** environment);

// Sends SIGKILL to the children of this process except `spared`, then to those that become its
// children by that, and so on, and reaps them. Calls `reaped` for each. Returns the number that is
// left after a second, and one of them.
struct Left {
  int count = 0;
  pid_t example = 0;
};
Left KillChildren(std::span<const pid_t> spared, void (*reaped)(const KeeperNews&));

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_KEEPER_H_
