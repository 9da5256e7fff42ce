// Trials as data: plan, verdict, summary and files.
#include "fuzz/trials/trials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fuzz/driver/file.h"
#include "fuzz/driver/testing.h"
#include "fuzz/trials/page.h"
#include "fuzz/trials/report_files.h"
#include "fuzz/trials/summary.h"
#include "fuzz/trials/survival.h"
#include "fuzz/trials/table.h"

namespace asmtp::fuzz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

PlantedBug Bug(const std::string& name, unsigned budget = 30) {
  return {.name = name, .target = "target", .oracle = "model", .budget = budget};
}

const Arm& Full() { return AllArms().front(); }
const Arm& NoSeeds() {
  static const Arm arm = SelectArms({"no-seeds"})->front();
  return arm;
}

TrialResult Found(const Trial& trial, double cpu) {
  return {.trial = trial, .outcome = Outcome::kFound, .cpu = cpu, .signature = "law Some"};
}
TrialResult Missed(const Trial& trial) {
  return {.trial = trial, .outcome = Outcome::kCensored, .cpu = 30, .reached_ms = 4};
}
TrialResult Surprise(const Trial& trial) {
  return {.trial = trial, .outcome = Outcome::kSurprise, .cpu = 2, .signature = "law <Other>"};
}

TrialsReport ReportOf(std::vector<TrialResult> results) {
  return {.command_line = "trials --seeds 1",
          .plan = {.bugs = {Bug("first"), Bug("second")}, .arms = {Full(), NoSeeds()}},
          .results = std::move(results)};
}

std::vector<std::string> NamesOf(const std::vector<PlantedBug>& bugs) {
  std::vector<std::string> names;
  for (const PlantedBug& bug : bugs) names.push_back(bug.name);
  return names;
}

TEST(PlanTrialsTest, OrdersBySeedsAndAddsControls) {
  const TrialsPlan plan{
      .bugs = {Bug("first", 20), Bug("second", 50)}, .arms = {Full()}, .seeds = 2};
  std::vector<std::string> names;
  for (const Trial& trial : PlanTrials(plan)) names.push_back(trial.Name());
  EXPECT_THAT(names, ElementsAre("first.full.1", "second.full.1", "target.full.1", "first.full.2",
                                 "second.full.2"));
  EXPECT_EQ(PlanTrials(plan)[2].bug.budget, 5U) << "a tenth of the largest";
}

TEST(PlanTrialsTest, RunsAWholeControlForTheLargestBudgetWithEverySeed) {
  const TrialsPlan plan{.bugs = {Bug("first", 20), Bug("second", 50)},
                        .arms = {Full()},
                        .seeds = 2,
                        .whole_control = true};
  unsigned controls = 0;
  for (const Trial& trial : PlanTrials(plan)) {
    if (!trial.is_control) continue;
    ++controls;
    EXPECT_EQ(trial.bug.budget, 50U);
  }
  EXPECT_EQ(controls, 2U);
}

TEST(SelectPartTest, PartitionsTheBugs) {
  const std::vector<PlantedBug> bugs = {Bug("a"), Bug("b"), Bug("c"), Bug("d"), Bug("e")};
  EXPECT_THAT(NamesOf(*SelectPart(bugs, "1/2", 0)), ElementsAre("a", "c", "e"));
  EXPECT_THAT(NamesOf(*SelectPart(bugs, "2/2", 0)), ElementsAre("b", "d"));
}

TEST(SelectPartTest, RotatesDaily) {
  const std::vector<PlantedBug> bugs = {Bug("a"), Bug("b"), Bug("c"), Bug("d"), Bug("e")};
  EXPECT_THAT(NamesOf(*SelectPart(bugs, "today", 20000)), ElementsAre("a", "c", "e"));
  EXPECT_THAT(NamesOf(*SelectPart(bugs, "today", 20001)), ElementsAre("b", "d"));
}

TEST(SelectPartTest, LeavesBugsThatTakeLongToAnotherDay) {
  const std::vector<PlantedBug> bugs = {Bug("a", 301), Bug("b", 300), Bug("c", 600), Bug("d")};
  EXPECT_THAT(NamesOf(*SelectPart(bugs, "today", 20000)), ElementsAre("b", "d"));
  EXPECT_THAT(NamesOf(*SelectPart(bugs, "1/1", 20000)), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(*SelectPart({Bug("a", 301)}, "today", 20000), IsEmpty());
}

TEST(SelectPartTest, RejectsWrongParts) {
  for (const char* text : {"", "2", "0/2", "3/2", "1/", "/2", "1/2x", "-1/2", "tomorrow"}) {
    const auto part = SelectPart({Bug("a")}, text, 0);
    ASSERT_FALSE(part) << text;
    EXPECT_THAT(part.error(), HasSubstr(std::string("found '") + text + "'"));
  }
}

TEST(JudgeTest, FailsOnAMissOnlyInTheFullArm) {
  const auto verdict =
      Judge(ReportOf({Missed({Bug("first"), Full(), 1}), Missed({Bug("first"), NoSeeds(), 1})}));
  EXPECT_THAT(verdict.failures,
              ElementsAre("first, seed 1: missed in 30 s, 0 executions: not triggered: data gap"));
}

TEST(JudgeTest, FailsOnASurpriseInEveryArm) {
  Trial control = ControlTrial("target", 3, Full(), 1);
  const auto verdict = Judge(ReportOf({Surprise({Bug("first"), NoSeeds(), 1}), Surprise(control)}));
  EXPECT_THAT(verdict.failures,
              ElementsAre(HasSubstr("first, seed 1, no-seeds: another failure after 2.0 s"),
                          HasSubstr("target, seed 1: fails without a bug")));
}

TEST(JudgeTest, AcceptsASurvivingControl) {
  const auto verdict = Judge(ReportOf(
      {Found({Bug("first"), Full(), 1}, 0.5), Missed(ControlTrial("target", 3, Full(), 1))}));
  EXPECT_THAT(verdict.failures, IsEmpty());
  EXPECT_THAT(verdict.problems, IsEmpty());
}

TEST(JudgeTest, ReportsATrialThatCouldNotRunAsProblem) {
  const auto verdict =
      Judge(ReportOf({{.trial = {Bug("first"), Full(), 1}, .problem = "no such file"}}));
  EXPECT_THAT(verdict.failures, IsEmpty());
  EXPECT_THAT(verdict.problems, ElementsAre("first, seed 1: no such file"));
}

TEST(SummariseArmsTest, ComparesWithFull) {
  const auto arms = SummariseArms(
      ReportOf({Found({Bug("first"), Full(), 1}, 1), Missed({Bug("first"), NoSeeds(), 1}),
                Found({Bug("second"), Full(), 1}, 3), Found({Bug("second"), NoSeeds(), 1}, 2)}));
  ASSERT_EQ(arms.size(), 2U);
  EXPECT_EQ(arms[0].found, 2U);
  EXPECT_EQ(arms[1].found, 1U);
  EXPECT_EQ(arms[1].trials, 2U);
  EXPECT_DOUBLE_EQ(arms[1].full_is_sooner.A12(), 0.5);
}

TEST(SurvivalSvgTest, FallsWhereABugIsFound) {
  const std::string svg = SurvivalSvg(
      ReportOf({Found({Bug("first"), Full(), 1}, 1), Missed({Bug("second"), Full(), 1})}));
  EXPECT_THAT(svg, HasSubstr("full: 1 of 2 trials found their bug"));
  // From 1 at 0.01 s to one half at 1 s, which is 2 of 3.48 decades, up to 30 s at the right.
  EXPECT_THAT(svg, HasSubstr("M52 14.0H427.0V145.0H704.0\""));
}

TEST(SurvivalSvgTest, WorksWithoutTrials) {
  EXPECT_THAT(SurvivalSvg(ReportOf({})), HasSubstr("</svg>"));
}

TEST(TrialsHtmlTest, ShowsMissesAndEscapesMarkup) {
  const std::string page = TrialsHtml(
      ReportOf({Found({Bug("first"), Full(), 1}, 1), Surprise({Bug("second"), Full(), 1})}));
  EXPECT_THAT(page, HasSubstr("law &lt;Other&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<Other>")));
  EXPECT_THAT(page, HasSubstr("<tr><td>first</td>"));
  EXPECT_THAT(page, HasSubstr("<tr class=\"missed\"><td>second</td>"));
}

TEST(WriteTrialsFilesTest, WritesFourFiles) {
  const Tree tree;
  EXPECT_THAT(WriteTrialsFiles(ReportOf({}), tree.root() / "out"), IsEmpty());
  for (const char* name : {"trials.html", "trials.csv", "table.md", "survival.svg"}) {
    EXPECT_TRUE(ReadFile(tree.root() / "out" / name, size_t{1} << 20)) << name;
  }
}

}  // namespace
}  // namespace asmtp::fuzz
