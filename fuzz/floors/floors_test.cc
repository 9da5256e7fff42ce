#include "fuzz/floors/floors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "fuzz/driver/file.h"
#include "fuzz/driver/target_table.h"
#include "fuzz/floors/calibration.h"
#include "fuzz/floors/coverage.h"
#include "fuzz/floors/explanations.h"

namespace asmtp::fuzz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* kFloors =
    "# a comment\ntarget a features 10 rate 0.5\nfile core/x.cc lines 90 regions 80\nlines 98\n";

TEST(FloorsTest, NamesAFigureBelowItsFloor) {
  const auto wanted = ParseFloors(kFloors);
  ASSERT_TRUE(wanted) << wanted.error();
  EXPECT_THAT(BelowFloors(*wanted, *wanted, {"a"}, true), IsEmpty());
  Floors measured = *wanted;
  measured.targets["a"] = {.features = 9, .rate = 0.4};
  measured.files["core/x.cc"] = {.lines = 89.9, .regions = 79};
  measured.lines = 97.9;
  EXPECT_THAT(
      BelowFloors(*wanted, measured, {"a"}, true),
      ElementsAre("a, features: 9 is below the floor 10", "a, rate: 0.4 is below the floor 0.5",
                  "core/x.cc, lines in percent: 89.9 is below the floor 90",
                  "core/x.cc, regions in percent: 79 is below the floor 80",
                  "lines of core/ in percent: 97.9 is below the floor 98"));
  EXPECT_THAT(BelowFloors(*wanted, measured, {"b"}, false), IsEmpty());
}

TEST(FloorsTest, NamesFloorsAndFiguresWithoutCounterpart) {
  const auto wanted = ParseFloors(kFloors);
  Floors measured;
  measured.targets["new"] = {.features = 1, .rate = 1};
  measured.lines = 100;
  EXPECT_THAT(
      BelowFloors(*wanted, measured, {"a", "new"}, true),
      ElementsAre("a: has a floor but was not measured", "new: was measured but has no floor",
                  "core/x.cc: has a floor but was not measured"));
}

TEST(FloorsTest, NamesTheLineOfAnError) {
  EXPECT_THAT(ParseFloors("lines 98\ntarget a features\n").error(),
              StartsWith("2: expected 'target NAME"));
  EXPECT_THAT(ParseFloors("lines 98 99\n").error(), StartsWith("1: "));
  EXPECT_THAT(ParseFloors("target a features 1 rate 1\ntarget a features 1 rate 1\n").error(),
              StartsWith("2: "));
}

TEST(FloorsTest, CoversEveryTargetOfTheTree) {
  const auto floors = ParseFloors(*ReadFile("fuzz/floors.txt", 1 << 20));
  ASSERT_TRUE(floors) << floors.error();
  EXPECT_EQ(floors->lines, 98);
  const auto targets = LoadTargets("fuzz/targets.txt");
  for (const Target& target : *targets) EXPECT_TRUE(floors->targets.contains(target.name));
  EXPECT_EQ(floors->targets.size(), targets->size());
}

TEST(ExplanationsTest, ReadsTheFileOfTheTree) {
  const auto explained = ParseExplanations(*ReadFile("fuzz/uncovered.txt", 1 << 20));
  ASSERT_TRUE(explained) << explained.error();
}

TEST(ExplanationsTest, AppliesAReasonToTheLinesAboveIt) {
  const auto explained = ParseExplanations("core/a.cc: one;\ncore/a.cc:   two;\n  why\n  it is\n");
  ASSERT_TRUE(explained) << explained.error();
  EXPECT_EQ(explained->size(), 2U);
  EXPECT_TRUE(explained->contains({"core/a.cc", "two;"}));
  EXPECT_THAT(ParseExplanations("core/a.cc: one;\n").error(), HasSubstr("expected a reason after"));
  EXPECT_THAT(ParseExplanations("  why\n").error(), StartsWith("1: expected a line of source"));
  EXPECT_THAT(ParseExplanations("nothing\n").error(), StartsWith("1: expected 'FILE: LINE"));
}

TEST(ExplanationsTest, NamesUnexplainedLinesAndStaleReasons) {
  const std::vector<SourceLine> uncovered = {{"core/a.cc", "one;", 7}, {"core/a.cc", "two;", 9}};
  EXPECT_THAT(
      Unexplained(uncovered, {{"core/a.cc", "one;"}, {"core/b.cc", "two;"}}),
      ElementsAre(
          "core/a.cc:9 is neither reached nor explained: two;",
          "stale explanation of 'core/b.cc: two;': the line is reached or no longer exists"));
  EXPECT_THAT(Unexplained(uncovered, {{"core/a.cc", "one;"}, {"core/a.cc", "two;"}}), IsEmpty());
}

constexpr const char* kLcov =
    "SF:/proc/self/cwd/core/wire/a.cc\nDA:3,5\nDA:4,0\nDA:9,1\nend_of_record\n"
    "SF:/proc/self/cwd/core/net/b.cc\nDA:3,0\nend_of_record\n"
    "SF:/proc/self/cwd/fuzz/score/c.cc\nDA:3,0\nend_of_record\n"
    "SF:core/wire/a_test.cc\nDA:3,0\nend_of_record\n";

TEST(CoverageTest, CountsOnlyLinesOfCore) {
  Coverage coverage;
  AddLcov(kLcov, coverage);
  ASSERT_EQ(coverage.size(), 1U);
  const FileCoverage& file = coverage.at("core/wire/a.cc");
  EXPECT_EQ(file.CoveredLines(), 2U);
  EXPECT_NEAR(LinesPercent(coverage), 66.67, 0.01);
  constexpr const char* kJson = R"({"data":[{"functions":[{"filenames":["/x/core/wire/a.cc"],
      "regions":[[3,1,4,2,5,0,0,0],[4,1,4,9,0,0,0,0],[4,1,4,9,0,0,0,3]]}]}]})";
  EXPECT_EQ(AddRegions(kJson, coverage), "");
  EXPECT_EQ(file.RegionsPercent(), 50);
  EXPECT_THAT(AddRegions("{", coverage), HasSubstr("no regions"));
}

// One target links a function without calling it, another calls it.
TEST(CoverageTest, AddsTargets) {
  Coverage coverage;
  AddLcov("SF:core/a.h\nDA:3,0\nDA:4,0\nend_of_record\n", coverage);
  AddLcov("SF:core/a.h\nDA:3,7\nend_of_record\n", coverage);
  EXPECT_EQ(coverage.at("core/a.h").CoveredLines(), 1U);
}

TEST(CoverageTest, QuotesUncoveredLines) {
  const std::filesystem::path root = testing::TempDir() + "/tree";
  std::filesystem::create_directories(root / "core/wire");
  std::ofstream(root / "core/wire/a.cc") << "1\n2\n3\n  return four;  \n";
  std::ofstream(root / "core/wire/b.cc") << "1\n";
  Coverage coverage;
  AddLcov(kLcov, coverage);
  EXPECT_THAT(UncoveredLines(root, coverage),
              ElementsAre(SourceLine{"core/wire/a.cc", "return four;", 4},
                          SourceLine{"core/wire/b.cc", "(no target)", 0}));
}

TEST(CalibrationTest, TakesTheGivenTime) {
  EXPECT_GT(CalibrationRate(std::chrono::milliseconds(20)), 1000);
}

}  // namespace
}  // namespace asmtp::fuzz
