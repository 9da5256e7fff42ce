// A program ends with its ChildProcess, cannot make it wait, and inherits nothing but its streams.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "conformance/iut/adapter.h"
#include "conformance/iut/child_process.h"
#include "conformance/iut/environment.h"
#include "conformance/iut/keeper_list.h"

namespace asmtp::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Deadline Soon() { return Clock::now() + std::chrono::seconds(20); }

std::unique_ptr<ChildProcess> Start(const std::vector<std::string>& words) {
  auto child = ChildProcess::Start(words, {});
  EXPECT_TRUE(child) << child.error();
  return child ? *std::move(child) : nullptr;
}

// Reads `count` lines, each with the number of a process.
std::vector<pid_t> PidsOf(ChildProcess& child, size_t count) {
  std::vector<pid_t> pids;
  while (pids.size() < count) {
    const auto line = child.WaitForLine("", Soon());
    if (!line) {
      ADD_FAILURE() << child.ErrorTail();
      break;
    }
    pids.push_back(std::atoi(line->c_str()));
  }
  return pids;
}

bool Exists(pid_t pid) { return ::kill(pid, 0) == 0; }

struct Escape {
  const char* name;
  const char* program;  // Python; prints the numbers of `count` processes
  size_t count;
};

// rest() prints the number of its process and sleeps.
constexpr char kBegin[] = R"(
import os, signal, time
KEEPER = os.getppid()
def tell():
    print(os.getpid(), flush=True)
def rest():
    tell()
    time.sleep(600)
def in_child(do):
    pid = os.fork()
    if pid == 0:
        do()
        os._exit(0)
    return pid
def stop():
    tell()
    os.kill(os.getpid(), signal.SIGSTOP)
)";

class EscapeTest : public ::testing::TestWithParam<Escape> {};

TEST_P(EscapeTest, LeavesNothingBehind) {
  const auto child = Start({"/usr/bin/python3", "-c", std::string(kBegin) + GetParam().program});
  const std::vector<pid_t> pids = PidsOf(*child, GetParam().count);
  for (const pid_t pid : pids) EXPECT_TRUE(Exists(pid)) << pid;
  const auto begin = Clock::now();
  child->Stop();
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(10));
  for (const pid_t pid : pids) EXPECT_FALSE(Exists(pid)) << pid;
  EXPECT_TRUE(TakeSurvivors().empty());
}

INSTANTIATE_TEST_SUITE_P(
    , EscapeTest,
    ::testing::Values(
        Escape{"ProcessGroup", "os.setpgid(0, os.getpgid(KEEPER))\nin_child(rest)\nrest()", 2},
        Escape{"OwnGroup", "in_child(lambda: (os.setpgid(0, 0), rest()))\nrest()", 2},
        Escape{"Session", "in_child(lambda: (os.setsid(), rest()))\nrest()", 2},
        Escape{"DoubleFork", "in_child(lambda: (os.setsid(), in_child(rest)))\nrest()", 2},
        Escape{"Deaf",
               "[signal.signal(s, signal.SIG_IGN) for s in (1, 2, 15)]\nin_child(rest)\nrest()", 2},
        Escape{"Stopped", "os.waitpid(in_child(stop), os.WUNTRACED)\nstop()", 2},
        Escape{"StoppedKeeper", "os.kill(KEEPER, signal.SIGSTOP)\nin_child(rest)\nrest()", 2},
        Escape{"KilledKeeper",
               "in_child(lambda: (os.setsid(), in_child(lambda: (os.kill(KEEPER, 9), rest()))))\n"
               "time.sleep(600)",
               1},
        Escape{"Hundreds", "[in_child(lambda: (os.setsid(), rest())) for _ in range(300)]\nrest()",
               301}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ContainmentTest, SeesAShortEnvironment) {
  ::setenv("DEPLOY_TOKEN", "secret", 1);
  ::setenv(kSecretVariable, "the runner's own", 1);
  ::setenv("UBSAN_OPTIONS", "print_stacktrace=1", 1);
  const auto child = ChildProcess::Start({"env"}, {"ASMTP_TEST=x"});
  ASSERT_TRUE(child);
  const std::string seen = (*child)->WaitForOutput(Soon());
  ::unsetenv("DEPLOY_TOKEN");
  ::unsetenv(kSecretVariable);
  ::unsetenv("UBSAN_OPTIONS");
  EXPECT_THAT(seen, Not(HasSubstr("DEPLOY_TOKEN")));
  EXPECT_THAT(seen, Not(HasSubstr("the runner's own")));
  EXPECT_THAT(seen, HasSubstr("UBSAN_OPTIONS=print_stacktrace=1\n"));
  EXPECT_THAT(seen, HasSubstr("ASMTP_TEST=x\n"));
  EXPECT_THAT(seen, HasSubstr("PATH="));
}

TEST(ContainmentTest, InheritsNoDescriptor) {
  const FileDescriptor inherited(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC
  const auto child = Start({"sh", "-c", "cd /proc/self/fd && echo *"});
  const std::string seen = child->WaitForOutput(Soon());
  // The shell opens one for itself.
  EXPECT_THAT(seen, ::testing::AnyOf("0 1 2\n", "0 1 2 3\n"));
}

TEST(ContainmentTest, TellsTheEndToARunnerThatIgnoresIt) {
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  const auto child = Start({"sh", "-c", "exit 3"});
  const auto status = child->Wait(Soon());
  std::signal(SIGCHLD, before);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->Describe(), "exited with status 3");
}

TEST(ContainmentTest, TellsWhyAProgramDoesNotStart) {
  EXPECT_EQ(ChildProcess::Start({"/no/such/program"}, {}).error(),
            "cannot start '/no/such/program': No such file or directory");
  EXPECT_EQ(ChildProcess::Start({"/etc"}, {}).error(), "cannot start '/etc': Permission denied");
}

TEST(ContainmentTest, AdmitsOnlyTheHostThatWasGiven) {
  EXPECT_EQ(ListenAddress("127.0.0.1:4343", "127.0.0.1:0"), "127.0.0.1:4343");
  EXPECT_EQ(ListenAddress("[::1]:4343", "[::1]:0"), "[::1]:4343");
  for (const char* said : {"10.0.0.1:9", "127.0.0.2:9", "[::1]:9", "unix:/run/docker.sock"}) {
    EXPECT_EQ(ListenAddress(said, "127.0.0.1:0").error(),
              std::string("listens on ") + said + ", expected the host of {addr}, 127.0.0.1:0");
  }
  EXPECT_THAT(ListenAddress("localhost:9", "127.0.0.1:0").error(), HasSubstr("is not an address"));
}

StartFailure FailureOf(const std::string& script, std::chrono::milliseconds start_patience) {
  const auto command = CommandTemplate::Parse("sh -c '" + script + "'");
  Adapter adapter(*command, AdapterOptions{.start_patience = start_patience});
  auto started = adapter.Start(AllConfigs().front(), Keys());
  EXPECT_FALSE(started);
  return started ? StartFailure() : started.error();
}

TEST(ContainmentTest, ConnectsToNoOtherHost) {
  EXPECT_EQ(FailureOf("echo LISTEN 10.0.0.1:9; read end", std::chrono::seconds(5)).what,
            "'sh' listens on 10.0.0.1:9, expected the host of {addr}, 127.0.0.1:0");
}

TEST(ContainmentTest, NamesTheLimitOfTheStart) {
  EXPECT_EQ(FailureOf("exec sleep 100", std::chrono::milliseconds(200)).what,
            "'sh' runs but does not print 'LISTEN host:port' within 0.2 s (--start-limit)");
}

TEST(ContainmentTest, StripsACarriageReturn) {
  const auto child = Start({"printf", "LISTEN 127.0.0.1:1\\r\\n"});
  EXPECT_EQ(child->WaitForLine("LISTEN ", Soon()), "127.0.0.1:1");
}

}  // namespace
}  // namespace asmtp::conformance
