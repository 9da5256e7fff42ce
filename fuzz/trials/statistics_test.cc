#include "fuzz/trials/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace asmtp::fuzz {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

constexpr double kClose = 1e-9;

auto Step(double time, double share) {
  return testing::AllOf(testing::Field(&SurvivalStep::time, DoubleNear(time, kClose)),
                        testing::Field(&SurvivalStep::share, DoubleNear(share, kClose)));
}

Lifetimes Ended(std::initializer_list<double> times) {
  Lifetimes lives;
  for (const double time : times) lives.push_back({time, true});
  return lives;
}

TEST(QuantileTest, Interpolates) {
  const Lifetimes times = Ended({4, 1, 3, 2});
  EXPECT_DOUBLE_EQ(Quantile(times, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(Quantile(times, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(Quantile(times, 0.75), 3.25);
  EXPECT_DOUBLE_EQ(Quantile(times, 1), 4);
  EXPECT_DOUBLE_EQ(Quantile(Ended({7}), 0.5), 7);
}

TEST(QuantileTest, CountsCensoredTimesAsInfinite) {
  const Lifetimes times = {{60, false}, {1, true}, {70, true}};
  EXPECT_DOUBLE_EQ(Quantile(times, 0.5), 70);
  EXPECT_TRUE(std::isinf(Quantile(times, 0.75)));
  EXPECT_DOUBLE_EQ(Quantile(times, 0), 1) << "and not infinity times nothing";
  EXPECT_TRUE(std::isinf(Quantile({{60, false}, {60, false}}, 0.5)));
  EXPECT_TRUE(std::isnan(Quantile({}, 0.5)));
}

// Remission in weeks under 6-MP, the first ten of Freireich's trial (1963): 6, 6, 6, 6+, 7, 9+, 10,
// 10+, 11+, 13. At 6: 7/10. At 7: of 6, 7/10 * 5/6. At 10: of 4. At 13: of 1.
TEST(KaplanMeierTest, MatchesHandCalculation) {
  const Lifetimes times = {{10, false}, {6, true},  {6, true},   {6, false}, {7, true},
                           {6, true},   {9, false}, {11, false}, {13, true}, {10, true}};
  EXPECT_THAT(KaplanMeier(times), ElementsAre(Step(6, 0.7), Step(7, 0.7 * 5 / 6),
                                              Step(10, 0.7 * 5 / 6 * 3 / 4), Step(13, 0)));
}

TEST(KaplanMeierTest, HasNoStepIfAllIsCensored) {
  EXPECT_THAT(KaplanMeier({{5, false}, {6, false}}), ElementsAre());
  EXPECT_THAT(KaplanMeier({}), ElementsAre());
}

// 1, 2, 4 against 3, 5, 6, 7: the first is shorter in eleven of twelve pairs. The variance is 3 * 4
// * 8 / 12 = 8; (11 - 6 - 0.5) / sqrt(8) = 1.59099, of which two tails are 0.111612.
TEST(CompareTimesTest, MatchesHandCalculation) {
  const RankSum sum = CompareTimes(Ended({4, 1, 2}), Ended({7, 3, 6, 5}));
  EXPECT_DOUBLE_EQ(sum.wins, 11);
  EXPECT_DOUBLE_EQ(sum.A12(), 11.0 / 12);
  EXPECT_DOUBLE_EQ(sum.variance, 8);
  EXPECT_NEAR(sum.P(), 0.111612, 1e-5);
  const RankSum back = CompareTimes(Ended({7, 3, 6, 5}), Ended({4, 1, 2}));
  EXPECT_DOUBLE_EQ(back.A12(), 1.0 / 12);
  EXPECT_DOUBLE_EQ(back.P(), sum.P());
}

// 1, never against 1, never: ties of two make 2^3 - 2 = 6 each. Wins are 0.5 + 1 + 0 + 0.5 = 2 of
// 4; the variance is 4 / 12 * (5 - 12 / 12) = 4/3.
TEST(CompareTimesTest, CountsTiesAsHalvesAlsoAmongCensored) {
  const Lifetimes times = {{1, true}, {60, false}};
  const RankSum sum = CompareTimes(times, {{50, false}, {1, true}});
  EXPECT_DOUBLE_EQ(sum.wins, 2);
  EXPECT_DOUBLE_EQ(sum.A12(), 0.5);
  EXPECT_NEAR(sum.variance, 4.0 / 3, kClose);
  EXPECT_DOUBLE_EQ(sum.P(), 1);
}

TEST(CompareTimesTest, HandlesZeroVariance) {
  const Lifetimes never = {{60, false}, {60, false}};
  EXPECT_DOUBLE_EQ(CompareTimes(never, never).P(), 1);
  EXPECT_TRUE(std::isnan(CompareTimes(never, {}).A12()));
}

// Two strata: 1 of 1 and 1 of 1 pairs, each with a variance of 1 / 12 * 3 = 1/4.
TEST(CompareTimesTest, AddsStrata) {
  RankSum sum = CompareTimes(Ended({1}), Ended({2}));
  sum += CompareTimes(Ended({100}), Ended({200}));
  EXPECT_DOUBLE_EQ(sum.A12(), 1);
  EXPECT_DOUBLE_EQ(sum.variance, 0.5);
}

}  // namespace
}  // namespace asmtp::fuzz
