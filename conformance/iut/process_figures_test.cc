#include "conformance/iut/process_figures.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <vector>

#include "conformance/iut/child_process.h"

namespace asmtp::conformance {
namespace {

TEST(ProcessFiguresTest, CountsFilesAndMemory) {
  const ProcessFigures before = Measure(::getpid());
  std::vector<FileDescriptor> files;
  for (int i = 0; i < 10; ++i) files.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const std::vector<char> memory(size_t{64} << 20, 'x');
  const ProcessFigures after = Measure(::getpid());
  EXPECT_EQ(after.files, before.files + 10);
  EXPECT_GE(after.rss, before.rss + memory.size());
}

TEST(ProcessFiguresTest, CountsWhatIsBelowAShell) {
  const auto child = ChildProcess::Start({"sh", "-c", "sh -c 'echo READY; read line'; :"}, {});
  ASSERT_TRUE(child);
  ASSERT_TRUE((*child)->WaitForLine("READY", Clock::now() + std::chrono::seconds(20)));
  EXPECT_GE(Measure((*child)->pid()).files, 6U);  // stdin, stdout, stderr of both
  const pid_t pid = (*child)->pid();
  (*child)->Stop();
  EXPECT_EQ(Measure(pid), ProcessFigures());
}

}  // namespace
}  // namespace asmtp::conformance
