#include "fuzz/driver/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/testing/output_file.h"

namespace asmtp::fuzz {
namespace {

using testing::HasSubstr;

std::string In(const std::string& name) { return testing::TempDir() + "/" + name; }

TEST(FileTest, ReadsWhatWasWritten) {
  const std::string bytes("a\0b\xff", 4);
  ASSERT_EQ(WriteFile(In("one"), bytes), "");
  EXPECT_EQ(*ReadFile(In("one"), 4), bytes);
  EXPECT_THAT(ReadFile(In("one"), 3).error(), HasSubstr("has 4 bytes, expected at most 3"));
}

TEST(FileTest, NamesTheKindOfANonFile) {
  EXPECT_THAT(ReadFile(testing::TempDir(), 9).error(), HasSubstr("is a folder, expected a file"));
  EXPECT_THAT(ReadFile("/dev/null", 9).error(), HasSubstr("is a device, expected a file"));
  ASSERT_EQ(::mkfifo(In("pipe").c_str(), 0600), 0);
  EXPECT_THAT(ReadFile(In("pipe"), 9).error(), HasSubstr("is a pipe, expected a file"));
  EXPECT_THAT(ReadFile(In("none"), 9).error(), HasSubstr("No such file or directory"));
}

TEST(FileTest, Sha1) { EXPECT_EQ(Sha1Of("canary"), "b47ddfd6afd2a9c383947c898d5b43ff0ef50eb8"); }

}  // namespace
}  // namespace asmtp::fuzz
