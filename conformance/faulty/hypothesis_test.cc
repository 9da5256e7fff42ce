// If a faulty endpoint sends bytes that do not verify, the runner names its mistake.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "conformance/deviant/row.h"
#include "conformance/faulty/faulty_process.h"
#include "conformance/faulty/side_by_side.h"

namespace asmtp::faulty {
namespace {

using conformance::PlayAgainst;

constexpr noise::Role kRoles[] = {noise::Role::kInitiator, noise::Role::kResponder};
constexpr size_t kJobs = 12;  // most of it is waiting
// On a busy machine, answers may be late.
constexpr double kTimeoutScale = 2;

std::vector<deviant::Row> FaultsWithHypothesis() {
  std::vector<deviant::Row> faults;
  std::ranges::copy_if(deviant::Rows(), std::back_inserter(faults),
                       [](const deviant::Row& row) { return !row.hypothesis.empty(); });
  return faults;
}

const deviant::Row& FaultOf(std::string_view name) {
  return *deviant::FindRow(deviant::Serves::kEndpoint, name);
}

// The hypotheses for the results of an endpoint; "" for none.
using Explanations = std::vector<std::string>;

// Plays the folder of the cases about the fault if it has some, since it may need their keys.
Explanations Play(const deviant::Row& fault, noise::Role role) {
  std::vector<std::string> cases = {"handshake/ok", "transport/eight-messages"};
  if (!fault.family.empty()) {
    cases = {std::string(fault.family.substr(0, fault.family.rfind('/'))) + "/**"};
  }
  const auto result = PlayAgainst(std::string(fault.id), cases, kTimeoutScale, role);
  EXPECT_FALSE(result.start_failure) << result.start_failure->what;
  Explanations explanations;
  for (const auto& one : result.results) explanations.push_back(one.play.hypothesis);
  return explanations;
}

// The first call plays all faults.
const Explanations& ExplanationsOf(const deviant::Row& fault, noise::Role role) {
  using Endpoint = std::pair<std::string_view, noise::Role>;
  static const std::map<Endpoint, Explanations> kAll = [] {
    const std::vector<deviant::Row> faults = FaultsWithHypothesis();
    std::vector<Explanations> played(faults.size() * std::size(kRoles));
    SideBySide(played.size(), kJobs, [&](size_t i) {
      played[i] = Play(faults[i / std::size(kRoles)], kRoles[i % std::size(kRoles)]);
    });
    std::map<Endpoint, Explanations> all;
    for (size_t i = 0; i < played.size(); ++i) {
      all[{faults[i / std::size(kRoles)].id, kRoles[i % std::size(kRoles)]}] = played[i];
    }
    return all;
  }();
  return kAll.at({fault.id, role});
}

class HypothesisTest : public testing::TestWithParam<deviant::Row> {};

// In at least one role: an endpoint that misreads frames closes before it sends anything.
TEST_P(HypothesisTest, NamesMistake) {
  std::string named;
  for (const noise::Role role : kRoles) {
    for (const std::string& explanation : ExplanationsOf(GetParam(), role)) {
      if (explanation.empty()) continue;
      EXPECT_EQ(explanation, GetParam().hypothesis) << "as " << conformance::Name(role);
      named = explanation;
    }
  }
  EXPECT_EQ(named, GetParam().hypothesis);
}

// A responder that misreads initialize closes. Its reply to an initialize with the same mistake
// identifies the mistake.
TEST_P(HypothesisTest, NamesMistakeOfResponder) {
  const deviant::Row* own = deviant::FindRow(deviant::Serves::kHypothesis, GetParam().hypothesis);
  ASSERT_NE(own, nullptr);
  if (own->stage == deviant::Stage::kFrame) return;
  const Explanations& explanations = ExplanationsOf(GetParam(), noise::Role::kResponder);
  EXPECT_THAT(explanations, testing::Contains(GetParam().hypothesis));
}

INSTANTIATE_TEST_SUITE_P(All, HypothesisTest, testing::ValuesIn(FaultsWithHypothesis()),
                         [](const auto& tested) {
                           std::string name(tested.param.id);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(NoHypothesisTest, ExplainsNothingForConformingEndpoint) {
  for (const std::string& explanation : Play(FaultOf("none"), noise::Role::kInitiator)) {
    EXPECT_EQ(explanation, "");
  }
}

// It accepts a correct initialize, so it does not misread.
TEST(NoHypothesisTest, ExplainsNothingForResponderThatAnswers) {
  EXPECT_EQ(Play(FaultOf("version-2-sent"), noise::Role::kResponder).front(), "");
}

}  // namespace
}  // namespace asmtp::faulty
