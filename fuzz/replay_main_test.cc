// A replay continues after a failure and reports the result of every argument.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;

struct Replayed {
  int exit_status;
  std::string output;
};

class ReplayMain : public testing::Test {
 protected:
  ReplayMain() : folder_(fs::path(testing::TempDir()) / "replay_main_test") {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  std::string Write(const std::string& name, const std::string& bytes) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }

  Replayed Replay(const std::string& arguments) {
    const std::string command = "fuzz/replay_main_test_target " + arguments + " 2>&1";
    std::FILE* pipe = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): our own command
    if (pipe == nullptr) return {-1, ""};
    Replayed replayed{};
    char chunk[4096];
    while (const size_t size = std::fread(chunk, 1, sizeof chunk, pipe)) {
      replayed.output.append(chunk, size);
    }
    replayed.exit_status = WEXITSTATUS(pclose(pipe));
    return replayed;
  }

  const fs::path folder_;
};

TEST_F(ReplayMain, ContinuesAfterFailures) {
  const std::string crash = Write("a/crash", "crash");
  const std::string exit = Write("b", "exit");
  Write("c", "fine");
  const Replayed replayed = Replay(folder_.string());
  EXPECT_EQ(replayed.output, "FAILED " + crash + ": signal 6\nFAILED " + exit +
                                 ": exit status 77\n1 passed, 2 failed\n");
  EXPECT_EQ(replayed.exit_status, 1);
}

TEST_F(ReplayMain, RunsEmptyAndLargeFiles) {
  const std::string files = Write("empty", "") + " " + Write("large", std::string(10 << 20, 'x'));
  const Replayed replayed = Replay(files);
  EXPECT_EQ(replayed.output, "2 passed, 0 failed\n");
  EXPECT_EQ(replayed.exit_status, 0);
}

TEST_F(ReplayMain, FailsOnMissingFiles) {
  const Replayed replayed = Replay("no/such/file " + Write("fine", "fine"));
  EXPECT_EQ(replayed.output, "FAILED no/such/file: cannot be read\n1 passed, 1 failed\n");
  EXPECT_EQ(replayed.exit_status, 1);
}

TEST_F(ReplayMain, RequiresArguments) { EXPECT_EQ(Replay("").exit_status, 2); }

TEST_F(ReplayMain, PassesOnAnEmptyFolder) {
  EXPECT_EQ(Replay(folder_.string()).output, "0 passed, 0 failed\n");
}

}  // namespace
