#include "conformance/iut/process_figures.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vector>

#include "conformance/iut/child_process.h"

namespace asmtp::conformance {
namespace {

TEST(ProcessFiguresTest, CountsFilesAndMemory) {
  const ProcessFigures before = Measure(::getpid());
  std::vector<FileDescriptor> files;
  for (int i = 0; i < 10; ++i) files.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  constexpr size_t kSize = size_t{64} << 20;
  void* memory = ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  const ProcessFigures after = Measure(::getpid());
  ::munmap(memory, kSize);
  EXPECT_EQ(after.files, before.files + 10);
  EXPECT_GE(after.rss, before.rss + kSize);
}

TEST(ProcessFiguresTest, RemembersThePeakSinceItsRestart) {
  constexpr size_t kSize = size_t{64} << 20;
  const auto touch = [&] {
    void* memory = ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    ::munmap(memory, kSize);
  };
  touch();
  RestartPeak(::getpid());
  const ProcessFigures before = Measure(::getpid());
  EXPECT_LT(before.peak, before.rss + kSize / 2);
  touch();
  EXPECT_GE(Measure(::getpid()).peak, before.peak + kSize * 3 / 4);
}

TEST(ProcessFiguresTest, CountsChildrenOfAShell) {
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
