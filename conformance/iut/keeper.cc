#include "conformance/iut/keeper.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <ctime>
#include <string_view>
#include <utility>

namespace asmtp::conformance {
namespace {

constexpr int kControl = 3;              // once TakeDescriptors has succeeded
constexpr int kFirstFree = 10;           // above every descriptor that is given to the program
constexpr int64_t kKillPatience = 1000;  // milliseconds
constexpr int kKillLook = 1;             // milliseconds

int64_t NowMilliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

void Tell(const KeeperNews& news) {
  (void)::send(kControl, &news, sizeof(news), MSG_NOSIGNAL | MSG_DONTWAIT);
}

// Writes "/proc/self/task/TID/children".
void PathOfChildren(pid_t thread, std::span<char, 48> path) {
  constexpr std::string_view kBefore = "/proc/self/task/";
  constexpr std::string_view kAfter = "/children";
  std::array<char, 12> digits{};
  size_t count = 0;
  for (; thread > 0; thread /= 10) digits[count++] = static_cast<char>('0' + thread % 10);
  auto at = std::ranges::copy(kBefore, path.begin()).out;
  at = std::reverse_copy(digits.begin(), digits.begin() + count, at);
  *std::ranges::copy(kAfter, at).out = '\0';
}

// Calls `each` for each child that the thread has started or adopted. Returns whether the kernel
// tells.
template <class Each>
bool ForEachChildOf(pid_t thread, Each each) {
  std::array<char, 48> path{};
  PathOfChildren(thread, path);
  const int file = ::open(path.data(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  std::array<char, 4096> text;
  pid_t child = 0;
  ssize_t size = 0;
  while ((size = ::read(file, text.data(), text.size())) > 0) {
    for (const char c : std::span(text.data(), static_cast<size_t>(size))) {
      if (c >= '0' && c <= '9') {
        child = child * 10 + (c - '0');
      } else if (child != 0) {
        each(std::exchange(child, 0));
      }
    }
  }
  ::close(file);
  return true;
}

// The same for all threads of this process.
template <class Each>
void ForEachChild(Each each) {
  const int folder = ::open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  alignas(long) std::array<char, 4096> entries;
  long size = 0;
  while (folder >= 0 &&
         (size = ::syscall(SYS_getdents64, folder, entries.data(), entries.size())) > 0) {
    for (long at = 0; at < size;) {
      // struct linux_dirent64: d_reclen at 16, d_name at 19.
      const char* entry = &entries[static_cast<size_t>(at)];
      at += static_cast<uint8_t>(entry[16]) + (static_cast<uint8_t>(entry[17]) << 8);
      pid_t thread = 0;
      for (const char* c = entry + 19; *c >= '0' && *c <= '9'; ++c)
        thread = thread * 10 + (*c - '0');
      if (thread != 0) ForEachChildOf(thread, each);
    }
  }
  if (folder >= 0) ::close(folder);
}

// Reaps one process that has ended. `spared` must not be reaped, so each process is asked for by
// its number.
bool ReapOne(pid_t pid, KeeperNews& news) {
  rusage usage{};
  const pid_t reaped = ::wait4(pid, &news.status, WNOHANG | __WALL, &usage);
  if (reaped <= 0) return false;
  news.kind = KeeperNews::Kind::kEnded;
  news.pid = reaped;
  news.user = usage.ru_utime;
  news.system = usage.ru_stime;
  news.peak = usage.ru_maxrss;
  return true;
}

// Moves the streams to 0, 1 and 2 and the control to 3, and closes all others.
bool TakeDescriptors(int control, std::array<int, 3> streams) {
  control = ::fcntl(control, F_DUPFD_CLOEXEC, kFirstFree);
  for (int& stream : streams) stream = ::fcntl(stream, F_DUPFD_CLOEXEC, kFirstFree);
  for (int to = 0; const int from : streams) {
    if (from < 0 || ::dup2(from, to++) < 0) return false;
  }
  return control >= 0 && ::dup3(control, kControl, O_CLOEXEC) == kControl &&
         ::close_range(kControl + 1, UINT_MAX, 0) == 0;
}

// Turns the child of the keeper into the program. Returns only if it cannot be started.
void BecomeProgram(char** arguments, char** environment) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // the keeper has one thread, so this is the keeper's end
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execvpe(arguments[0], arguments, environment);
}

// Starts the program. Returns its process, or 0 with `error`.
pid_t StartProgram(char** arguments, char** environment, int& error) {
  int started[2];
  const bool piped = ::pipe2(started, O_CLOEXEC) == 0;
  const pid_t pid = piped ? ::fork() : -1;
  if (pid < 0) {
    error = errno;
    return 0;
  }
  if (pid == 0) {
    BecomeProgram(arguments, environment);
    error = errno;
    (void)!::write(started[1], &error, sizeof(error));
    ::_exit(127);
  }
  ::close(started[1]);
  // The start of the program closes the other end.
  ssize_t size = 0;
  while ((size = ::read(started[0], &error, sizeof(error))) < 0 && errno == EINTR) {
  }
  ::close(started[0]);
  if (size != static_cast<ssize_t>(sizeof(error))) return pid;
  ::waitpid(pid, nullptr, 0);  // it has ended, or is about to
  return 0;
}

pid_t program = 0;       // of this keeper
bool has_ended = false;  // and told

void TellEnd(const KeeperNews& news) {
  if (news.pid != program) return;
  has_ended = true;
  Tell(news);
}

void Terminate() {
  if (has_ended) return;
  if (::kill(-program, SIGTERM) != 0) ::kill(program, SIGTERM);  // it has left its group
}

[[noreturn]] void KillAll() {
  const Left left = KillChildren({}, TellEnd);
  Tell({.kind = KeeperNews::Kind::kGone, .pid = left.example, .left = left.count});
  ::_exit(0);
}

void Obey(short events) {
  if (events == 0) return;
  auto order = KeeperOrder::kKill;
  const ssize_t size = ::recv(kControl, &order, sizeof(order), MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (size <= 0 || order == KeeperOrder::kKill) KillAll();
  Terminate();
}

}  // namespace

Left KillChildren(std::span<const pid_t> spared, void (*reaped)(const KeeperNews&)) {
  const int64_t end = NowMilliseconds() + kKillPatience;
  while (true) {
    Left left;
    bool any = false;
    ForEachChild([&](pid_t child) {
      if (std::ranges::find(spared, child) != spared.end()) return;
      ::kill(child, SIGKILL);
      KeeperNews news;
      if (ReapOne(child, news)) {
        any = true;
        reaped(news);
        return;
      }
      ++left.count;
      left.example = child;
    });
    // The end of a process can give its children to this one.
    if ((left.count == 0 && !any) || NowMilliseconds() >= end) return left;
    if (!any) ::poll(nullptr, 0, kKillLook);
  }
}

void RunKeeper(int control, const std::array<int, 3>& streams, char** arguments,
               char** environment) {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  std::signal(SIGCHLD, SIG_DFL);  // ignored, it would hide how the program ends
  ::setsid();  // Ctrl-C must not reach it, and the program must not reach the terminal
  ::prctl(PR_SET_NAME, "asmtp-keeper");
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  int error = 0;
  const bool moved = TakeDescriptors(control, streams);
  if (!moved) error = errno;
  if (moved) program = StartProgram(arguments, environment, error);
  if (error != 0 || program == 0) {
    const KeeperNews failed{.kind = KeeperNews::Kind::kFailed, .error = error};
    (void)::send(moved ? kControl : control, &failed, sizeof(failed), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::_exit(0);
  }
  ::close_range(0, 2, 0);  // only the program and its processes keep its streams open
  Tell({.kind = KeeperNews::Kind::kStarted, .pid = program});
  sigset_t ended;
  ::sigemptyset(&ended);
  ::sigaddset(&ended, SIGCHLD);
  const int children = ::signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
  while (true) {
    std::array<pollfd, 2> fds = {pollfd{kControl, POLLIN, 0}, pollfd{children, POLLIN, 0}};
    ::poll(fds.data(), fds.size(), -1);
    signalfd_siginfo ignored;
    while (::read(children, &ignored, sizeof(ignored)) > 0) {
    }
    for (KeeperNews news; ReapOne(-1, news);) TellEnd(news);
    Obey(fds[0].revents);
  }
}

}  // namespace asmtp::conformance
