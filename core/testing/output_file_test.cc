#include "core/testing/output_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "core/testing/interrupt.h"

namespace asmtp {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

// Limits the size of files that this process writes, as a full disk does.
class FullDisk {
 public:
  explicit FullDisk(rlim_t most) {
    IgnoreFileSizeSignal();
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = most, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

class OutputFileTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  std::string In(const std::string& name) const { return (folder_ / name).string(); }
  static std::string Read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  fs::path folder_ = fs::path(testing::TempDir()) / "it's a $(folder) & \"more\"\n\xff";
};

TEST_F(OutputFileTest, WritesAnyBytesAndLeavesNothingElse) {
  const std::string bytes("a\0b\xff", 4);
  EXPECT_EQ(WriteFile(In("one"), bytes), "");
  EXPECT_EQ(Read(In("one")), bytes);
  EXPECT_THAT(Names(), testing::ElementsAre("one"));
}

TEST_F(OutputFileTest, ReplacesAndKeepsTheMode) {
  for (const mode_t mode : {mode_t{0640}, mode_t{0755}, mode_t{0600}}) {
    ASSERT_EQ(WriteFile(In("one"), "old"), "");
    ASSERT_EQ(::chmod(In("one").c_str(), mode), 0);
    EXPECT_EQ(WriteFile(In("one"), "new"), "");
    struct stat status{};
    ASSERT_EQ(::stat(In("one").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, mode);
    EXPECT_EQ(Read(In("one")), "new");
  }
}

TEST_F(OutputFileTest, KeepsTheOldFileOnAFullDisk) {
  ASSERT_EQ(WriteFile(In("one"), "old"), "");
  const FullDisk full(4);
  EXPECT_THAT(WriteFile(In("one"), "newer"), HasSubstr("File too large"));
  EXPECT_EQ(Read(In("one")), "old");
  EXPECT_THAT(WriteFile(In("two"), "newer"), HasSubstr(In("two")));
  EXPECT_THAT(Names(), testing::ElementsAre("one"));
}

TEST_F(OutputFileTest, KeepsTheOldFileIfTheNewOneIsUnusable) {
  ASSERT_EQ(WriteFile(In("one"), "old"), "");
  std::string seen;
  const auto refuse = [&](std::string_view bytes) {
    seen = bytes;
    return std::string("line 1: nonsense");
  };
  EXPECT_THAT(WriteFile(In("one"), "new", {.why_unusable = refuse}), HasSubstr("line 1: nonsense"));
  EXPECT_EQ(seen, "new");
  EXPECT_EQ(Read(In("one")), "old");
  EXPECT_THAT(Names(), testing::ElementsAre("one"));
}

TEST_F(OutputFileTest, FollowsALinkToItsTarget) {
  ASSERT_EQ(WriteFile(In("one"), "old"), "");
  fs::create_symlink("one", In("link"));
  EXPECT_EQ(WriteFile(In("link"), "new"), "");
  EXPECT_TRUE(fs::is_symlink(In("link")));
  EXPECT_EQ(Read(In("one")), "new");
  fs::create_symlink("none", In("lost"));
  EXPECT_THAT(WriteFile(In("lost"), "new"), HasSubstr("a symbolic link to a missing file"));
  EXPECT_THAT(WhyNotWritable(In("lost")), HasSubstr("a symbolic link to a missing file"));
}

TEST_F(OutputFileTest, WritesADeviceInPlace) {
  struct stat before{};
  struct stat after{};
  ASSERT_EQ(::stat("/dev/null", &before), 0);
  EXPECT_EQ(WriteFile("/dev/null", "x"), "");
  EXPECT_EQ(WhyNotWritable("/dev/null"), "");
  ASSERT_EQ(::stat("/dev/null", &after), 0);
  EXPECT_TRUE(S_ISCHR(after.st_mode));
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_THAT(WriteFile("/dev/full", "x"), HasSubstr("No space left on device"));
}

TEST_F(OutputFileTest, WritesAPipeThatIsReadAndRefusesOthers) {
  ASSERT_EQ(::mkfifo(In("pipe").c_str(), 0600), 0);
  EXPECT_THAT(WriteFile(In("pipe"), "x"), HasSubstr("nothing reads it"));
  const int reader = ::open(In("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  // More than a pipe holds.
  const std::string many(300'000, 'x');
  std::string seen;
  {
    const std::jthread writer([&] { EXPECT_EQ(WriteFile(In("pipe"), many), ""); });
    ::fcntl(reader, F_SETFL, 0);
    std::string part(65'536, '\0');
    while (seen.size() < many.size()) {
      const ssize_t size = ::read(reader, part.data(), part.size());
      if (size > 0) seen.append(part, 0, static_cast<size_t>(size));
    }
  }
  ::close(reader);
  EXPECT_EQ(seen, many);
  EXPECT_TRUE(fs::is_fifo(In("pipe")));
}

// Whether writing to the file ends soon after an interrupt, although a pipe is full. Needs a process
// of its own.
void ExitWithEndAfterInterrupt(const std::string& file) {
  const auto begin = std::chrono::steady_clock::now();
  const std::jthread interrupter([] { Interrupt(); });
  const std::string why = WriteFile(file, std::string(300'000, 'x'));
  const bool soon = std::chrono::steady_clock::now() - begin < std::chrono::seconds(5);
  ::_exit(soon && why.find("its reader is too slow") != why.npos ? 0 : 1);
}

using OutputFileDeathTest = OutputFileTest;

TEST_F(OutputFileDeathTest, AnInterruptEndsTheWaitForASlowReader) {
  ASSERT_EQ(::mkfifo(In("pipe").c_str(), 0600), 0);
  const int reader = ::open(In("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  EXPECT_EXIT(ExitWithEndAfterInterrupt(In("pipe")), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(
      {
        ::dup2(::open(In("pipe").c_str(), O_WRONLY), STDOUT_FILENO);
        ExitWithEndAfterInterrupt("/dev/stdout");
      },
      testing::ExitedWithCode(0), "");
  ::close(reader);
}

// A report is still written after an interrupt.
TEST_F(OutputFileDeathTest, AnInterruptLosesNothingForAReader) {
  ASSERT_EQ(::mkfifo(In("pipe").c_str(), 0600), 0);
  const int reader = ::open(In("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  ::fcntl(reader, F_SETFL, 0);
  EXPECT_EXIT(
      {
        Interrupt();
        const std::jthread reads([reader] {
          std::string part(65'536, '\0');
          while (::read(reader, part.data(), part.size()) >= 0) {
          }
        });
        ::_exit(WriteFile(In("pipe"), std::string(300'000, 'x')).empty() ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
  ::close(reader);
}

TEST_F(OutputFileTest, AppendsToItsOwnStandardOutput) {
  const int kept = ::dup(STDOUT_FILENO);
  const int file = ::open(In("out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  std::fflush(stdout);
  ::dup2(file, STDOUT_FILENO);
  std::printf("before ");
  EXPECT_EQ(WriteFile("/dev/stdout", "report "), "");
  std::printf("after");
  std::fflush(stdout);
  ::dup2(kept, STDOUT_FILENO);
  EXPECT_EQ(Read(In("out")), "before report after");
  ::close(file);
  ::close(kept);
}

TEST_F(OutputFileTest, RefusesWhatCannotBeReplaced) {
  EXPECT_THAT(WriteFile(folder_, "x"), HasSubstr("it is a folder"));
  EXPECT_THAT(WriteFile(In("none/x"), "x"), HasSubstr("No such file or directory"));
  ASSERT_EQ(WriteFile(In("one"), "x"), "");
  EXPECT_THAT(WriteFile(In("one/x"), "x"), HasSubstr("Not a directory"));
  EXPECT_THAT(MakeFolder(In("one")), HasSubstr("Not a directory"));
  if (::geteuid() == 0) return;  // root may write everything
  ASSERT_EQ(::chmod(In("one").c_str(), 0400), 0);
  EXPECT_THAT(WriteFile(In("one"), "y"), HasSubstr("Permission denied"));
  EXPECT_THAT(WhyNotWritable(In("one")), HasSubstr("Permission denied"));
}

TEST_F(OutputFileTest, TellsBeforeARunWhetherItCanWrite) {
  EXPECT_EQ(WhyNotWritable(In("one")), "");
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_THAT(WhyNotWritable(In("none/x")), HasSubstr("No such file or directory"));
  EXPECT_THAT(WhyNotWritable(folder_), HasSubstr("it is a folder"));
}

TEST_F(OutputFileTest, OneUnwritableFileDoesNotStopTheOthers) {
  fs::create_directories(In("made/b"));
  EXPECT_THAT(WriteFiles(In("made"), {{"a", "1"}, {"b", "2"}, {"c", "3"}}),
              testing::ElementsAre(HasSubstr("it is a folder")));
  EXPECT_EQ(Read(In("made/a")) + Read(In("made/c")), "13");
}

}  // namespace
}  // namespace asmtp
