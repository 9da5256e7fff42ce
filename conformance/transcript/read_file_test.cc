#include "conformance/transcript/read_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

namespace asmtp::conformance {
namespace {

std::string In(const std::string& name) { return ::testing::TempDir() + name; }

std::string FileWith(const std::string& name, std::string_view text) {
  std::ofstream(In(name), std::ios::binary) << text;
  return In(name);
}

TEST(ReadFileTest, ReadsUpToTheLimit) {
  EXPECT_EQ(ReadTextFile(FileWith("four", "1234"), 4), "1234");
  EXPECT_EQ(ReadTextFile(In("four"), 3).error(), "this file is larger than 3 bytes");
  EXPECT_EQ(ReadTextFile(FileWith("none", ""), 3), "");
}

TEST(ReadFileTest, ReadsFilesWithoutASize) {
  EXPECT_EQ(ReadTextFile("/proc/self/comm", 100)->back(), '\n');
}

TEST(ReadFileTest, SkipsAByteOrderMark) {
  EXPECT_EQ(ReadTextFile(FileWith("marked", "\xef\xbb\xbfid x"), 10), "id x");
}

TEST(ReadFileTest, RefusesWhatIsNotAFile) {
  EXPECT_EQ(ReadTextFile("/dev/zero", 10).error(), "this is a device, not a regular file");
  EXPECT_EQ(ReadTextFile("/", 10).error(), "this is a folder, not a file");
  ASSERT_EQ(::mkfifo(In("fifo").c_str(), 0600), 0);
  EXPECT_EQ(ReadTextFile(In("fifo"), 10).error(), "this is a FIFO, not a regular file");
  EXPECT_EQ(ReadTextFile("no/such", 10).error(),
            "this file cannot be read: No such file or directory");
}

}  // namespace
}  // namespace asmtp::conformance
