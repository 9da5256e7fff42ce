// The program keeps to --seconds, whatever the IUT does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "conformance/iut/child_process.h"
#include "conformance/testing/conform_process.h"

namespace asmtp::fuzz::wire {
namespace {

using conformance::Ended;
using ::testing::HasSubstr;

struct Attacked {
  Ended ended;
  double seconds = 0;
};

Attacked Attack(const std::string& attack, const std::string& seconds,
                const std::vector<std::string>& more) {
  std::vector<std::string> words = {
      "fuzz/commands/asmtp-fuzz",
      "wire",
      "--quiet",
      "--seconds",
      seconds,
      "--keep",
      ::testing::TempDir() + "kept",
      "--role",
      "responder",
      "--iut",
      "/usr/bin/python3 conformance/testing/hostile.py " + attack +
          " --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing "
          "{framing}"};
  words.insert(words.end(), more.begin(), more.end());
  const auto begin = conformance::Clock::now();
  const auto child = conformance::StartWithCorpus(words);
  if (!child) return {};
  Attacked attacked{.ended = WaitForEnd(*child)};
  attacked.seconds = std::chrono::duration<double>(conformance::Clock::now() - begin).count();
  return attacked;
}

class DeadlineTest : public ::testing::TestWithParam<const char*> {};

TEST_P(DeadlineTest, EndsInTime) {
  const Attacked attacked = Attack(GetParam(), "2", {});
  EXPECT_LT(attacked.seconds, 2 + 3) << attacked.ended.out;  // within a second on an idle machine
  EXPECT_NE(attacked.ended.status, 0) << attacked.ended.out;
}

INSTANTIATE_TEST_SUITE_P(, DeadlineTest, ::testing::Values("flood", "frames", "deaf"));

TEST(HangTest, ConfirmsWithLessPatienceNearTheEnd) {
  const Attacked attacked = Attack("deaf", "5", {"--suite", "25519"});
  EXPECT_LT(attacked.seconds, 5 + 3) << attacked.ended.out;
  EXPECT_EQ(attacked.ended.status, 1) << attacked.ended.out;
  EXPECT_THAT(attacked.ended.out, HasSubstr("finding  hang "));
}

TEST(HangTest, TellsWhatIsNotExamined) {
  const Attacked attacked = Attack("deaf", "1", {});
  EXPECT_EQ(attacked.ended.status, 3) << attacked.ended.out;
  EXPECT_THAT(attacked.ended.out, HasSubstr("not examined, because the time was over: hang "));
  EXPECT_THAT(attacked.ended.err, HasSubstr("give more --seconds"));
}

}  // namespace
}  // namespace asmtp::fuzz::wire
