// Where a faulty endpoint sends bytes that do not verify, the runner says what it has done wrong.
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/faulty/faulty_process.h"
#include "conformance/faulty/seam/fault_table.h"
#include "conformance/play/hypotheses.h"

namespace asmtp::faulty {
namespace {

using conformance::PlayAgainst;

std::vector<SeamFault> FaultsWithHypothesis() {
  std::vector<SeamFault> faults;
  std::ranges::copy_if(SeamFaults(), std::back_inserter(faults),
                       [](const SeamFault& fault) { return !fault.hypothesis.empty(); });
  return faults;
}

// Returns the explanations of what the endpoint, in this role, has sent; "" where there was none.
std::vector<std::string> ExplanationsOf(const SeamFault& fault, noise::Role role) {
  const auto result =
      PlayAgainst(std::string(fault.name), {"handshake/ok", "transport/eight-messages"}, 1.0, role);
  EXPECT_FALSE(result.start_failure) << result.start_failure->what;
  std::vector<std::string> explanations;
  for (const auto& one : result.results) explanations.push_back(one.play.hypothesis);
  return explanations;
}

class HypothesisTest : public testing::TestWithParam<SeamFault> {};

// In one of the roles at least: one that reads wrongly closes before it has sent anything.
TEST_P(HypothesisTest, IsNamed) {
  std::string named;
  for (const noise::Role role : {noise::Role::kInitiator, noise::Role::kResponder}) {
    for (const std::string& explanation : ExplanationsOf(GetParam(), role)) {
      if (explanation.empty()) continue;
      EXPECT_EQ(explanation, GetParam().hypothesis) << "as " << conformance::Name(role);
      named = explanation;
    }
  }
  EXPECT_EQ(named, GetParam().hypothesis);
}

// One that reads a right initialize wrongly closes; that it answers one with the same mistake says
// which it is.
TEST_P(HypothesisTest, IsNamedOfAResponderToo) {
  const auto all = conformance::Hypotheses();
  const auto own = std::ranges::find(all, GetParam().hypothesis, &conformance::Hypothesis::id);
  ASSERT_NE(own, all.end());
  if (own->stage == conformance::Hypothesis::Stage::kFrame) return;
  EXPECT_EQ(ExplanationsOf(GetParam(), noise::Role::kResponder).front(), GetParam().hypothesis);
}

INSTANTIATE_TEST_SUITE_P(All, HypothesisTest, testing::ValuesIn(FaultsWithHypothesis()),
                         [](const auto& tested) {
                           std::string name(tested.param.name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(NoHypothesisTest, NothingIsSaidAboutTheRightEndpoint) {
  for (const std::string& explanation :
       ExplanationsOf(SeamFaults().front(), noise::Role::kInitiator)) {
    EXPECT_EQ(explanation, "");
  }
}

// It answers what is right, so that its mistake is none of reading.
TEST(NoHypothesisTest, NothingIsSaidAboutAResponderThatAnswers) {
  EXPECT_EQ(ExplanationsOf(*FindSeamFault("version-2-sent"), noise::Role::kResponder).front(), "");
}

}  // namespace
}  // namespace asmtp::faulty
