#include "conformance/iut/fork_server.h"

#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

#include "conformance/iut/keeper.h"

namespace asmtp::conformance {
namespace {

constexpr int kSocket = 3;          // in the fork server
constexpr size_t kDescriptors = 4;  // control, stdin, stdout, stderr
constexpr size_t kTextsMax = 4096;  // words and variables
constexpr size_t kBytesMax = 192 << 10;

using Descriptors = std::array<int, kDescriptors>;

// A request is the number of words, then words and variables, each ended by a zero byte.
using Count = uint32_t;

// A message with room for descriptors.
struct Message {
  explicit Message(std::span<char> bytes)
      : part{.iov_base = bytes.data(), .iov_len = bytes.size()} {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }

  iovec part;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(Descriptors))> control{};
  msghdr header{};
};

// ---- in the fork server: system calls only ------------------------------------------------------

// The texts of a request. Not on the stack, since they are large.
std::array<char, kBytesMax> received;
std::array<char*, kTextsMax + 2> texts;  // with an end of each list

// Cuts a request into words and variables. Returns the variables, or null if there are too many.
char** CutTexts(size_t size) {
  Count words = 0;
  std::memcpy(&words, received.data(), sizeof(words));
  size_t count = 0;
  char** variables = nullptr;
  for (size_t at = sizeof(words), word = 0; at < size; ++word) {
    if (word == words) {
      texts[count++] = nullptr;
      variables = &texts[count];
    }
    if (count >= kTextsMax) return nullptr;
    texts[count++] = &received[at];
    at += ::strnlen(&received[at], size - at) + 1;
  }
  texts[count] = nullptr;
  if (variables != nullptr) return variables;
  texts[count + 1] = nullptr;
  return &texts[count + 1];
}

pid_t ForkKeeper(const Descriptors& given, size_t size) {
  char** variables = CutTexts(size);
  if (variables == nullptr) return -E2BIG;
  const long pid = ::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
  if (pid == 0) RunKeeper(given[0], {given[1], given[2], given[3]}, texts.data(), variables);
  return static_cast<pid_t>(pid < 0 ? -errno : pid);
}

[[noreturn]] void Serve(int socket, pid_t parent, bool ends_with_parent) {
  // The signal comes at the end of the thread that has forked.
  if (ends_with_parent) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
  ::setsid();  // Ctrl-C must not reach it
  ::prctl(PR_SET_NAME, "asmtp-forker");
  if (socket != kSocket && ::dup2(socket, kSocket) < 0) ::_exit(1);
  ::close_range(0, kSocket - 1, 0);
  ::close_range(kSocket + 1, UINT_MAX, 0);
  while (true) {
    Message message(received);
    const ssize_t size = ::recvmsg(kSocket, &message.header, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) ::_exit(0);
    pid_t answer = -EMFILE;
    const cmsghdr* rights = CMSG_FIRSTHDR(&message.header);
    if (rights != nullptr && rights->cmsg_len == CMSG_LEN(sizeof(Descriptors))) {
      Descriptors given;
      std::memcpy(given.data(), CMSG_DATA(rights), sizeof(given));
      answer = ForkKeeper(given, static_cast<size_t>(size));
      for (const int descriptor : given) ::close(descriptor);
    }
    (void)::send(kSocket, &answer, sizeof(answer), MSG_NOSIGNAL);
  }
}

// ---- in the runner ------------------------------------------------------------------------------

std::string RequestOf(const std::vector<std::string>& words,
                      const std::vector<std::string>& environment) {
  const auto count = static_cast<Count>(words.size());
  std::string request(sizeof(count), '\0');
  std::memcpy(request.data(), &count, sizeof(count));
  for (const auto* list : {&words, &environment}) {
    for (const std::string& text : *list) request.append(text, 0, text.find('\0')).push_back('\0');
  }
  return request;
}

bool Ask(int socket, std::string& request, const Descriptors& given) {
  Message message(request);
  cmsghdr* rights = CMSG_FIRSTHDR(&message.header);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof(given));
  std::memcpy(CMSG_DATA(rights), given.data(), sizeof(given));
  ssize_t sent = 0;
  while ((sent = ::sendmsg(socket, &message.header, MSG_NOSIGNAL)) < 0 && errno == EINTR) {
  }
  return sent >= 0;
}

// Returns the answer, or 0 if the fork server has died or does not answer.
pid_t Answer(int socket, std::chrono::milliseconds patience) {
  pollfd readable{socket, POLLIN, 0};
  int ready = 0;
  while ((ready = ::poll(&readable, 1, static_cast<int>(patience.count()))) < 0 && errno == EINTR) {
  }
  pid_t answer = 0;
  if (ready <= 0 || ::recv(socket, &answer, sizeof(answer), MSG_DONTWAIT) <= 0) return 0;
  return answer;
}

}  // namespace

bool ForkServer::Start() {
  if (pid_ != 0) return true;
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
  socket_ = FileDescriptor(ends[0]);
  const FileDescriptor theirs(ends[1]);
  const pid_t parent = ::getpid();
  const bool is_main_thread = ::gettid() == parent;
  const pid_t pid = ::fork();
  if (pid == 0) Serve(theirs.get(), parent, is_main_thread);
  if (pid < 0) return false;
  pid_ = pid;
  return true;
}

void ForkServer::Stop() {
  if (pid_ == 0) return;
  socket_ = FileDescriptor();
  const pid_t pid = std::exchange(pid_, 0);
  ::kill(pid, SIGKILL);  // it may be stopped
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

pid_t ForkServer::StartKeeper(int control, const std::array<int, 3>& streams,
                              const std::vector<std::string>& words,
                              const std::vector<std::string>& environment) {
  std::string request = RequestOf(words, environment);
  if (request.size() > kBytesMax) {
    errno = E2BIG;
    return -1;
  }
  // A program that the runner tests can kill the fork server, so it is started again once.
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (!Start()) return -1;
    const bool asked = Ask(socket_.get(), request, {control, streams[0], streams[1], streams[2]});
    const pid_t answer = asked ? Answer(socket_.get(), patience_) : 0;
    if (answer > 0) return answer;
    if (answer < 0) {
      errno = -answer;
      return -1;
    }
    Stop();
  }
  errno = ECHILD;
  return -1;
}

}  // namespace asmtp::conformance
