#include "fuzz/figures.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

namespace asmtp::fuzz {
namespace {

using Counts = std::map<std::string, uint64_t>;

// Counts in a child process, which ends with _exit, and reads the file afterwards.
Counts CountsAfter(void (*count)(), size_t file_size = kFiguresSize) {
  const std::string file = testing::TempDir() + "/figures";
  std::ofstream(file, std::ios::binary) << std::string(file_size, '\0');
  ::setenv("ASMTP_FUZZ_FIGURES", file.c_str(), 1);
  const pid_t child = ::fork();
  if (child == 0) {
    count();
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  Counts counts;
  std::ifstream stream(file, std::ios::binary);
  for (FigureCell cell; stream.read(reinterpret_cast<char*>(&cell), sizeof(cell));) {
    if (cell.name[0] != '\0') counts[cell.name] = cell.count;
  }
  return counts;
}

TEST(FiguresTest, OutliveTheProcess) {
  const Counts counts = CountsAfter([] {
    static Figure figure("frames accepted");
    figure.Add();
    figure.Add(2);
    CountFigure("rejected", "version");
    CountFigure("rejected", "version");
    CountFigure("rejected", "");
  });
  EXPECT_EQ(counts, (Counts{{"frames accepted", 3}, {"rejected: version", 2}, {"rejected", 1}}));
}

TEST(FiguresTest, ShareTheLastCellWithoutRoom) {
  const Counts counts = CountsAfter([] {
    for (int i = 0; i < 130; ++i) CountFigure("reason", std::to_string(i));
  });
  EXPECT_EQ(counts.size(), kFigureCount);
  EXPECT_EQ(counts.at("others"), 3U);
  EXPECT_EQ(counts.at("reason: 126"), 1U);
}

TEST(FiguresTest, TruncateLongNames) {
  const Counts counts = CountsAfter([] {
    CountFigure(std::string(60, 'x'), "why");
    CountFigure(std::string(54, 'y'), "why");
    CountFigure(std::string(54, 'y'), "why");
  });
  EXPECT_EQ(counts, (Counts{{std::string(55, 'x'), 1}, {std::string(54, 'y') + ":", 2}}));
}

TEST(FiguresTest, IgnoreATooSmallFile) {
  EXPECT_EQ(CountsAfter([] { CountFigure("a", "b"); }, 64), Counts());
}

}  // namespace
}  // namespace asmtp::fuzz
