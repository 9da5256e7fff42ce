// A program that the runner did not start, seen by its process id and its log.
#include "conformance/iut/process_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "conformance/iut/child_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

Deadline Soon() { return Clock::now() + std::chrono::seconds(20); }

class LogTest : public testing::Test {
 protected:
  void Write(std::string_view text) { std::ofstream(log_, std::ios::app) << text; }

  std::string log_ = testing::TempDir() + "/node.log";
  std::shared_ptr<ProcessWatch> watch_ = [this] {
    std::ofstream(log_) << "thread 'main' panicked at old.rs:1\n";
    return *ProcessWatch::Of({.log = log_});
  }();
};

TEST(ProcessTest, ItsEndIsACrashOnce) {
  const auto child = ChildProcess::Start({"cat"}, {});
  ASSERT_TRUE(child);
  auto watch = ProcessWatch::Of({.pid = (*child)->pid(), .log = ""});
  ASSERT_TRUE(watch) << watch.error();
  EXPECT_EQ((*watch)->Crash(Clock::now()), std::nullopt);
  EXPECT_GT((*watch)->Figures().rss, 0U);
  ::kill((*child)->pid(), SIGKILL);
  EXPECT_THAT((*watch)->Crash(Soon()).value_or(""), HasSubstr("of the IUT ended"));
  EXPECT_EQ((*watch)->Crash(Clock::now()), std::nullopt);
  EXPECT_EQ((*watch)->Figures(), ProcessFigures());
}

TEST(ProcessTest, MustBeThere) {
  const auto child = ChildProcess::Start({"true"}, {});
  const pid_t pid = (*child)->pid();
  (*child)->Stop();
  EXPECT_THAT(ProcessWatch::Of({.pid = pid, .log = ""}).error(), HasSubstr("cannot watch"));
  EXPECT_THAT(ProcessWatch::Of({.log = "/no/such/log"}).error(),
              HasSubstr("cannot read '/no/such/log': No such file"));
  EXPECT_THAT(ProcessWatch::Of({.log = "/tmp"}).error(), HasSubstr("is not a file"));
}

TEST_F(LogTest, ANewReportIsACrashOnce) {
  Write("all is well\n");
  EXPECT_EQ(watch_->Crash(Clock::now()), std::nullopt);
  Write("thread 'main' panicked at new.rs:7\nmore\n");
  EXPECT_EQ(watch_->Crash(Clock::now()), "thread 'main' panicked at new.rs:7");
  EXPECT_EQ(watch_->Crash(Clock::now()), std::nullopt);
}

TEST_F(LogTest, ALineMayComeInPieces) {
  Write("thread 'main' pani");
  EXPECT_EQ(watch_->TakeLog(), "");
  Write("cked at new.rs:7");
  EXPECT_EQ(watch_->Crash(Clock::now()), std::nullopt);
  Write("\n");
  EXPECT_EQ(watch_->Crash(Clock::now()), "thread 'main' panicked at new.rs:7");
  EXPECT_EQ(watch_->TakeLog(), "thread 'main' panicked at new.rs:7\n");
  EXPECT_EQ(watch_->TakeLog(), "");
}

// A report that arrives between two cases belongs to the next one.
TEST_F(LogTest, TakingTheLogKeepsTheCrash) {
  Write("ERROR: AddressSanitizer: heap-use-after-free\n");
  EXPECT_THAT(watch_->TakeLog(), HasSubstr("heap-use-after-free"));
  EXPECT_THAT(watch_->Crash(Clock::now()).value_or(""), HasSubstr("AddressSanitizer"));
}

TEST_F(LogTest, MayBeReplacedOrTruncated) {
  std::filesystem::rename(log_, log_ + ".1");
  Write("first\n");
  EXPECT_EQ(watch_->TakeLog(), "first\n");
  std::ofstream(log_, std::ios::trunc) << "2\n";
  EXPECT_EQ(watch_->TakeLog(), "2\n");
}

TEST_F(LogTest, ReadsTheNewestOfAFlood) {
  Write(std::string(4 * ProcessWatch::kReadMax, 'x') + "\nlast\n");
  const std::string taken = watch_->TakeLog();
  EXPECT_LE(taken.size(), ProcessWatch::kTailMax);
  EXPECT_THAT(taken, testing::EndsWith("\nlast\n"));
}

}  // namespace
}  // namespace asmtp::conformance
