// Misbehaving processes affect only themselves.
#include "conformance/iut/child_process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace asmtp::conformance {
namespace {

Deadline Soon() { return Clock::now() + std::chrono::seconds(20); }

std::unique_ptr<ChildProcess> Shell(const std::string& script) {
  auto child = ChildProcess::Start({"sh", "-c", script}, {"ASMTP_TEST=x y"});
  EXPECT_TRUE(child) << child.error();
  return child ? *std::move(child) : nullptr;
}

TEST(ChildProcessTest, AssemblesLinesFromPieces) {
  const auto child = Shell("printf LIS; printf 'TEN a:1\\nLISTEN b:2\\n'; read end");
  EXPECT_EQ(child->WaitForLine("LISTEN ", Soon()), "a:1");
  EXPECT_EQ(child->WaitForLine("LISTEN ", Soon()), "b:2");
}

TEST(ChildProcessTest, FindsALineAfterGarbage) {
  const auto child = Shell("head -c 300000 /dev/urandom; echo; echo 'LISTEN a:1'; read end");
  EXPECT_EQ(child->WaitForLine("LISTEN ", Soon()), "a:1");
}

TEST(ChildProcessTest, BoundsAnEndlessLine) {
  const auto child = Shell("head -c 3000000 /dev/zero | tr '\\0' x");
  EXPECT_EQ(child->WaitForLine("LISTEN ", Soon()), std::nullopt);
  EXPECT_EQ(child->WaitForOutput(Soon()).size(), size_t{1} << 20);
}

TEST(ChildProcessTest, EchoesALongLine) {
  const auto child = Shell("cat");
  child->AllowLongLines();
  const std::string line(300'000, 'x');
  std::thread writer([&] { EXPECT_TRUE(child->WriteLine(line, Soon())); });
  EXPECT_EQ(child->WaitForLine("", Soon()), line);
  writer.join();
}

TEST(ChildProcessTest, WritingALongLineHasADeadline) {
  const auto child = Shell("sleep 1000");
  const Deadline deadline = Clock::now() + std::chrono::milliseconds(50);
  EXPECT_FALSE(child->WriteLine(std::string(300'000, 'x'), deadline));
}

TEST(ChildProcessTest, DescribesItsEnd) {
  EXPECT_EQ(Shell("exit 3")->Wait(Soon())->Describe(), "exited with status 3");
  EXPECT_EQ(Shell("kill -SEGV $$")->Wait(Soon())->Describe(), "was killed by SIGSEGV");
  const auto child = Shell("echo $ASMTP_TEST >&2; exit 1");
  child->Wait(Soon());
  EXPECT_EQ(child->ErrorTail(), "x y\n");
}

// stderr is read in pieces, and the line on stdout arrives after the first one.
TEST(ChildProcessTest, KeepsErrorsWrittenBeforeALine) {
  for (int i = 0; i < 20; ++i) {
    const auto child = Shell("head -c 60000 /dev/zero >&2; echo panic >&2; echo done; read end");
    EXPECT_EQ(child->WaitForLine("done", Soon()), "");
    EXPECT_TRUE(child->ErrorTail().ends_with("panic\n"));
  }
}

TEST(ChildProcessTest, SetsAVariableOnce) {
  ::setenv("ASMTP_TEST", "the runner's own", 1);
  const auto child = Shell("echo \"$ASMTP_TEST\"");
  EXPECT_EQ(child->WaitForOutput(Soon()), "x y\n");
  ::unsetenv("ASMTP_TEST");
}

TEST(ChildProcessTest, KillsAProcessThatIgnoresSigterm) {
  auto child = Shell("trap '' TERM; echo READY; while :; do read line || sleep 1000; done");
  ASSERT_TRUE(child->WaitForLine("READY", Soon()));
  const pid_t pid = child->pid();
  child->Stop();
  EXPECT_NE(::kill(pid, 0), 0);
}

TEST(ChildProcessTest, DoesNotWaitForAProcessThatDoesNotRead) {
  const auto child = Shell("echo READY; exec sleep 1000");
  ASSERT_TRUE(child->WaitForLine("READY", Soon()));
  bool taken = true;
  for (int i = 0; taken && i < 100'000; ++i) taken = child->WriteLine("CONNECT 127.0.0.1:1 key");
  EXPECT_FALSE(taken);
}

}  // namespace
}  // namespace asmtp::conformance
