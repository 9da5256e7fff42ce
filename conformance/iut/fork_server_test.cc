#include "conformance/iut/fork_server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace asmtp::conformance {
namespace {

using std::chrono::milliseconds;

// A program, and the runner's ends of its control and its output.
struct Started {
  pid_t keeper = 0;
  FileDescriptor control;
  FileDescriptor output;

  std::string Read() const {
    std::string text(64, '\0');
    text.resize(
        static_cast<size_t>(std::max<ssize_t>(::read(output.get(), text.data(), text.size()), 0)));
    return text;
  }

  // Closing the control ends the keeper.
  void End() {
    control.Close();
    int status = 0;
    EXPECT_EQ(::waitpid(keeper, &status, 0), keeper) << "the keeper is not a child of this process";
  }
};

Started Start(ForkServer& server, const std::vector<std::string>& words,
              const std::vector<std::string>& environment = {}) {
  std::array<int, 2> control{};
  std::array<int, 2> output{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control.data()), 0);
  EXPECT_EQ(::pipe2(output.data(), O_CLOEXEC), 0);
  const FileDescriptor their_control(control[1]);
  const FileDescriptor their_output(output[1]);
  Started started{.control = FileDescriptor(control[0]), .output = FileDescriptor(output[0])};
  started.keeper = server.StartKeeper(
      their_control.get(), {STDIN_FILENO, their_output.get(), STDERR_FILENO}, words, environment);
  return started;
}

const std::vector<std::string> kEcho = {"/bin/echo", "started"};

TEST(ForkServerTest, GivesAProgramItsWordsAndVariables) {
  ForkServer server;
  Started started =
      Start(server, {"/bin/sh", "-c", "echo \"[$1|$2|$A|$B]\"", "sh", "a b", ""}, {"A=1 2", "B="});
  EXPECT_EQ(started.Read(), "[a b||1 2|]\n");
  started.End();
}

TEST(ForkServerTest, StartsAgainAfterItWasKilled) {
  ForkServer server;
  Started first = Start(server, kEcho);
  const pid_t pid = server.pid();
  ASSERT_EQ(::kill(pid, SIGKILL), 0);
  Started second = Start(server, kEcho);
  EXPECT_EQ(second.Read(), "started\n");
  EXPECT_NE(server.pid(), pid);
  first.End();
  second.End();
}

TEST(ForkServerTest, StartsAgainAfterItWasStopped) {
  ForkServer server(milliseconds(50));
  Started first = Start(server, kEcho);
  ASSERT_EQ(::kill(server.pid(), SIGSTOP), 0);
  Started second = Start(server, kEcho);
  EXPECT_EQ(second.Read(), "started\n");
  first.End();
  second.End();
}

// Whether the process ends within some seconds. It may have become a child of this one.
bool Ends(pid_t pid) {
  for (int i = 0; i < 5000 && ::kill(pid, 0) == 0; ++i) {
    ::waitpid(pid, nullptr, WNOHANG);
    ::poll(nullptr, 0, 1);
  }
  return ::kill(pid, 0) != 0;
}

TEST(ForkServerTest, EndsWithItsProcessThoughItIsStopped) {
  std::array<int, 2> told{};
  ASSERT_EQ(::pipe2(told.data(), O_CLOEXEC), 0);
  const pid_t process = ::fork();
  if (process == 0) {
    ForkServer server;
    Start(server, kEcho).End();  // then it has prepared its own end
    pid_t pid = server.pid();
    ::kill(pid, SIGSTOP);
    (void)!::write(told[1], &pid, sizeof(pid));
    ::_exit(0);
  }
  pid_t pid = 0;
  ASSERT_EQ(::read(told[0], &pid, sizeof(pid)), ssize_t{sizeof(pid)});
  ASSERT_EQ(::waitpid(process, nullptr, 0), process);
  EXPECT_TRUE(Ends(pid));
}

TEST(ForkServerTest, RefusesACommandThatIsTooLong) {
  ForkServer server;
  EXPECT_EQ(Start(server, {"/bin/echo", std::string(200 << 10, 'x')}).keeper, -1);
  EXPECT_EQ(errno, E2BIG);
  EXPECT_EQ(Start(server, std::vector<std::string>(5000, "x")).keeper, -1);
  EXPECT_EQ(errno, E2BIG);
}

TEST(ForkServerTest, EndsWithItsOwner) {
  pid_t pid = 0;
  {
    ForkServer server;
    Start(server, kEcho).End();
    pid = server.pid();
  }
  EXPECT_EQ(::kill(pid, 0), -1);
}

}  // namespace
}  // namespace asmtp::conformance
