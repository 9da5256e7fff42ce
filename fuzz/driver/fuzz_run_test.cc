#include "fuzz/driver/fuzz_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fuzz/driver/testing.h"

namespace asmtp::fuzz {
namespace {

TEST(PlanTimeTest, GivesTargetsTurnsOrSeveralWorkers) {
  const auto plan = [](unsigned seconds, unsigned jobs, size_t targets) {
    const TimePlan result = PlanTime(seconds, jobs, targets);
    return std::tuple(result.lanes, result.workers, result.time.count());
  };
  EXPECT_EQ(plan(60, 2, 17), std::tuple(2, 1, 6666));
  EXPECT_EQ(plan(60, 1, 3), std::tuple(1, 1, 20'000));
  EXPECT_EQ(plan(60, 4, 2), std::tuple(2, 2, 60'000));
  EXPECT_EQ(plan(60, 2, 1), std::tuple(1, 2, 60'000));
  EXPECT_EQ(plan(60, 2, 0), std::tuple(1, 2, 60'000));
}

TEST(FuzzRunTest, RunsTheOthersIfATargetWasNotBuilt) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "good");
  FuzzRunOptions options{.campaign = tree.Options(),
                         .targets = {{"gone", {}}, {"real", {"seeds"}}},
                         .not_built = {"gone"},
                         .seconds = 3,
                         .jobs = 2};
  options.campaign.fuzzer_arguments.clear();  // long enough to be watched
  size_t watched = 0;
  const FuzzReport report = RunFuzz(options, [&](Campaigns) { ++watched; });
  ASSERT_EQ(report.targets.size(), 2U);
  EXPECT_THAT(report.targets[0].problems, testing::ElementsAre("could not be built"));
  EXPECT_GT(report.targets[1].executions, 100U);
  EXPECT_TRUE(report.HasProblems());
  EXPECT_FALSE(report.HasFindings());
  EXPECT_GE(watched, 2U);
}

}  // namespace
}  // namespace asmtp::fuzz
