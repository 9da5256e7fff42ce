// What the runner says about faults of a program rather than of its bytes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "conformance/faulty/faulty_process.h"
#include "conformance/iut/doctor.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

struct Diagnosis {
  std::string fault;
  noise::Role role;
  std::string one_case;
  std::string hypothesis;
};

class DiagnosisTest : public testing::TestWithParam<Diagnosis> {};

TEST_P(DiagnosisTest, NamesTheFault) {
  const Diagnosis& wanted = GetParam();
  const SuiteResult result = PlayAgainst(wanted.fault, {wanted.one_case}, 1.0, wanted.role);
  ASSERT_FALSE(result.start_failure) << result.start_failure->what;
  ASSERT_EQ(result.results.size(), 1U);
  const CaseResult& one = result.results.front();
  EXPECT_TRUE(IsUnexpected(one.verdict())) << one.play.text;
  EXPECT_EQ(one.play.hypothesis, wanted.hypothesis) << one.play.explanation;
}

constexpr auto kResponder = noise::Role::kResponder;
constexpr auto kInitiator = noise::Role::kInitiator;

INSTANTIATE_TEST_SUITE_P(
    All, DiagnosisTest,
    testing::Values(Diagnosis{"output-not-flushed", kResponder, "handshake/ok", "not-flushed"},
                    Diagnosis{"output-not-flushed", kInitiator, "handshake/ok", "not-flushed"},
                    Diagnosis{"one-stream-at-a-time", kResponder, "parallel/two-sessions",
                              "few-streams-at-once"},
                    Diagnosis{"two-streams-at-a-time", kResponder, "parallel/sixty-sessions",
                              "few-streams-at-once"},
                    Diagnosis{"slow-answers", kResponder, "handshake/ok", "slow"},
                    Diagnosis{"passport-of-other-id-refused", kResponder,
                              "message/put-passport/other-id", "passport-id-in-decoder"},
                    Diagnosis{"passport-of-other-id-refused", kInitiator,
                              "message/put-passport/other-id", "passport-id-in-decoder"},
                    Diagnosis{"one-counter", kResponder, "transport/echo-two-messages",
                              "one-counter-for-both-directions"}),
    [](const auto& tested) {
      std::string name = tested.param.fault + "_" + std::string(Name(tested.param.role));
      std::ranges::replace(name, '-', '_');
      return name;
    });

TEST(MemoryTest, BufferOfTheAnnouncedSizeFails) {
  const auto result = PlayAgainst("reserves-announced", {"frame/length/largest-announced"});
  ASSERT_FALSE(result.results.empty());
  for (const CaseResult& one : result.results) {
    EXPECT_EQ(one.verdict(), Verdict::kFail) << one.one_case->header.id;
    EXPECT_THAT(one.play.text, HasSubstr("for a size that it was told in"));
  }
  for (const CaseResult& one : PlayAgainst("none", {"frame/length/largest-announced"}).results) {
    EXPECT_EQ(one.verdict(), Verdict::kPass) << one.play.text;
  }
}

TEST(MemoryTest, LeakOverAllCasesFailsTheRun) {
  EXPECT_THAT(PlayAgainst("leaks-a-file", {"transport/*"}, 1.0, kResponder, false, 1).leaks,
              testing::ElementsAre(HasSubstr("leaks open files")));
  EXPECT_THAT(PlayAgainst("none", {"transport/*", "parallel/*"}).leaks, testing::IsEmpty());
}

TEST(ExceptionTest, IsInfoIfTheProgramGoesOn) {
  const auto result = PlayAgainst("prints-traceback", {"transport/rekey-skipped"});
  EXPECT_EQ(result.results.front().verdict(), Verdict::kInfo);
  EXPECT_THAT(result.results.front().play.actual, HasSubstr("Exception in thread Thread-7"));
}

TEST(StartTest, NamesAProgramInTheBackground) {
  const Adapter adapter(
      *CommandTemplate::Parse(
          "sh -c '(sleep 0.3; exec conformance/faulty/faulty-iut none --role $0 --addr $1"
          " --secret $2 --peer $3) &'"
          " {role} {addr} {iut_s} {peer}"),
      1.0);
  const auto result = RunSuite(AllCases(), *SelectCases(AllCases(), {"handshake/ok"}), adapter,
                               {.configs = {{kResponder, Suite::kEd25519, Framing::kU32}}});
  ASSERT_TRUE(result.start_failure);
  EXPECT_THAT(result.start_failure->what, HasSubstr("start the IUT in the foreground"));
}

TEST(CapsTest, NoiseBeforeTheJsonIsNamed) {
  Adapter adapter = FaultyAdapter("noisy-caps", 1.0);
  ASSERT_TRUE(adapter.AskCapabilities());
  EXPECT_TRUE(adapter.capabilities().persistent);
  EXPECT_EQ(adapter.capabilities().noise, "this line is not JSON");
}

}  // namespace
}  // namespace asmtp::conformance
