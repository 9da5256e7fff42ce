// An initiator that is started for each stream and connects late.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "conformance/faulty/faulty_process.h"

namespace asmtp::conformance {
namespace {

// Plays a handshake. `before` is the shell command to run before the initiator.
SuiteResult PlayAfter(const std::string& before, double scale) {
  const Adapter adapter(
      *CommandTemplate::Parse("sh -c '" + before +
                              "; exec conformance/faulty/faulty-iut none --role initiator --addr $0"
                              " --secret $1 --peer $2 --suite $3 --framing $4'"
                              " {addr} {iut_s} {peer} {suite} {framing}"),
      scale);
  return RunSuite(AllCases(), *SelectCases(AllCases(), {"handshake/ok"}), adapter,
                  {.timeout_scale = scale,
                   .configs = {{noise::Role::kInitiator, Suite::kEd25519, Framing::kU32}}});
}

TEST(SlowStartTest, WaitsForSlowStart) {
  const SuiteResult result = PlayAfter("sleep 2.5", 1.0);  // an answer has 2 s
  ASSERT_FALSE(result.start_failure) << result.start_failure->what;
  EXPECT_EQ(result.results.front().verdict(), Verdict::kPass) << result.results.front().play.actual;
}

TEST(SlowStartTest, NoConnectionIsTimeout) {
  const std::string flag = testing::TempDir() + "/started";
  const SuiteResult result =
      PlayAfter("if [ -e " + flag + " ]; then exec sleep 60; fi; touch " + flag, 0.25);
  ASSERT_FALSE(result.start_failure) << result.start_failure->what;
  const CaseResult& one = result.results.front();
  EXPECT_EQ(one.verdict(), Verdict::kTimeout);
  EXPECT_EQ(one.play.actual, "the IUT did not connect within 2.5 s of its start");
}

}  // namespace
}  // namespace asmtp::conformance
