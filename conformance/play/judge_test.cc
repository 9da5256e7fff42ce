// Every row of the verdict table, with its message.
#include "conformance/play/judge.h"

#include <gtest/gtest.h>

#include <set>

#include "conformance/play/reasons.h"

namespace asmtp::conformance {
namespace {

constexpr auto kMust = Level::kMust;
constexpr auto kShould = Level::kShould;
constexpr auto kMay = Level::kMay;

const Step kSent{.text = "m1: send msg get-passport"};
const Step kStep{.line = 7};
const Waited kWaited{.patience = Milliseconds(2000), .scale = 1.5, .sent = &kSent};
constexpr const char* kNoResponse =
    "no response within 3.0 s (scale 1.5) to m1: send msg get-passport";

struct Row {
  Level level;
  Fact fact;
  Verdict verdict;
  std::string text;
  bool ends = true;
};

// The verdict of a single fact of a step.
const Row kSteps[] = {
    {kMust, {.reason = Reason::kNothing}, Verdict::kPass, "", false},
    {kMust, {.reason = Reason::kExpectLine, .what = "x"}, Verdict::kPass, "", false},
    {kMust,
     {.reason = Reason::kExpectLine, .stated = Verdict::kInfo, .what = "x"},
     Verdict::kInfo,
     "x",
     false},
    {kMust,
     {.reason = Reason::kExpectLine, .stated = Verdict::kNonstrict, .what = "x"},
     Verdict::kNonstrict,
     "x",
     false},
    {kMust,
     {.reason = Reason::kExpectLine, .stated = Verdict::kFail, .what = "went on"},
     Verdict::kFail,
     "went on"},
    {kShould,
     {.reason = Reason::kExpectLine, .stated = Verdict::kFail, .what = "went on"},
     Verdict::kNonstrict,
     "went on"},
    {kMay,
     {.reason = Reason::kExpectLine, .stated = Verdict::kNonstrict, .what = "went on"},
     Verdict::kInfo,
     "went on",
     false},
    {kMust,
     {.reason = Reason::kExpectLine, .silent = true, .stated = Verdict::kFail, .what = "went on"},
     Verdict::kTimeout,
     kNoResponse},
    {kShould,
     {.reason = Reason::kExpectLine, .silent = true, .stated = Verdict::kFail, .what = "went on"},
     Verdict::kNonstrict,
     kNoResponse},
    {kMust,
     {.reason = Reason::kExpectLine, .silent = true, .stated = Verdict::kInfo, .what = "x"},
     Verdict::kInfo,
     "x",
     false},
    {kMust,
     {.reason = Reason::kNoLineFits},
     Verdict::kError,
     "no line of the expect block matches this outcome"},
    {kMust, {.reason = Reason::kOtherThanDue, .what = "a"}, Verdict::kFail, "a"},
    {kMay, {.reason = Reason::kOtherThanDue, .what = "a"}, Verdict::kInfo, "a"},
    {kMust,
     {.reason = Reason::kOtherThanDue, .silent = true, .what = "a"},
     Verdict::kTimeout,
     kNoResponse},
    {kMust,
     {.reason = Reason::kStaysOpen},
     Verdict::kInfo,
     "the IUT keeps its side open after the end of the stream",
     false},
    {kMust, {.reason = Reason::kNoStream, .what = "refused"}, Verdict::kFail, "refused"},
    {kMust,
     {.reason = Reason::kNoStream, .silent = true, .what = "did not connect"},
     Verdict::kTimeout,
     "did not connect"},
    {kMust,
     {.reason = Reason::kNoEcho, .index = 2, .count = 9},
     Verdict::kFail,
     "message 2 of 9 was not echoed"},
    {kMust,
     {.reason = Reason::kNoEcho, .silent = true, .index = 2, .count = 9},
     Verdict::kTimeout,
     "message 2 of 9 was not echoed"},
    {kMust,
     {.reason = Reason::kOneOfMany, .index = 2, .count = 9},
     Verdict::kFail,
     "session 2 of 9"},
    {kMust,
     {.reason = Reason::kOneOfMany, .silent = true, .why = "bad", .index = 2, .count = 9},
     Verdict::kTimeout,
     "session 2 of 9: bad"},
    {kMust,
     {.reason = Reason::kNoFreshSession},
     Verdict::kFail,
     "a fresh session does not work after this"},
    {kMust,
     {.reason = Reason::kNoFreshSession, .silent = true},
     Verdict::kTimeout,
     "a fresh session does not work after this"},
    {kMust,
     {.reason = Reason::kStillReads},
     Verdict::kFail,
     "the IUT has ended its own direction only, and goes on reading"},
    {kMay,
     {.reason = Reason::kEphemeralAgain},
     Verdict::kFail,
     "the IUT uses an ephemeral key that it has used in an earlier session (CRY-4)"},
    {kMust,
     {.reason = Reason::kNoEcho, .index = 65537, .count = 100000},
     Verdict::kFail,
     "message 65537 of 100000 was not echoed: a counter of 16 bits ends there (TR-1, CRY-16)"},
    {kMust,
     {.reason = Reason::kHolds, .index = 12, .count = 16384},
     Verdict::kFail,
     "the IUT holds 16384 KiB for a size that it was told in 12 bytes"},
    {kMust, {.reason = Reason::kDiffers}, Verdict::kFail, "the two values differ"},
    {kShould, {.reason = Reason::kRepeats}, Verdict::kNonstrict, "the two values are equal"},
    {kMust, {.reason = Reason::kRepeats}, Verdict::kFail, "the two values are equal"},
    {kMust,
     {.reason = Reason::kOtherBytes, .what = "wire", .index = 12},
     Verdict::kFail,
     "the bytes differ from the line 'wire' (12)"},
    {kMust, {.reason = Reason::kNothingToCompare}, Verdict::kBlocked, "nothing to compare"},
    {kMay,
     {.reason = Reason::kOtherOwnBytes, .what = "plain", .index = 12},
     Verdict::kError,
     "the bytes differ from the line 'plain' (12)"},
    {kMay, {.reason = Reason::kUndefined, .what = "no $a"}, Verdict::kError, "no $a"},
    {kMay,
     {.reason = Reason::kNoConnect},
     Verdict::kError,
     "this step needs a 'connect' before it"},
    {kMay, {.reason = Reason::kNoKeys}, Verdict::kError, "there are no keys before 'flight'"},
    {kMay,
     {.reason = Reason::kUnplayable, .what = "x"},
     Verdict::kError,
     "this step cannot be played: x"},
};

TEST(JudgeTest, JudgesSingleStepFacts) {
  for (const Row& row : kSteps) {
    Fact fact = row.fact;
    fact.waited = kWaited;
    fact.step = &kStep;
    const Ruling ruling = Judge({}, fact, row.level);
    EXPECT_EQ(ruling.verdict, row.verdict) << row.text;
    EXPECT_EQ(ruling.text, row.text);
    EXPECT_EQ(Ends(fact), row.ends) << row.text;
    EXPECT_EQ(ruling.reason, row.verdict == Verdict::kPass ? Reason::kNothing : fact.reason);
  }
}

struct RunRow {
  Verdict before;
  Fact fact;
  Verdict verdict;
  std::string text;  // "was": the earlier one
};

Fact Listed(Verdict verdict, std::string message) {
  return {.reason = Reason::kListed,
          .stated = verdict,
          .what = std::move(message),
          .where = "known.txt:3",
          .why = "bug 12"};
}

Fact Control(Verdict verdict) {
  return {.reason = Reason::kControl, .stated = verdict, .where = "a/ok", .why = "is slow"};
}

Fact NotPlayed(Verdict verdict) {
  return {.reason = Reason::kControlNotPlayed, .stated = verdict, .what = "why"};
}

Fact Plays(size_t badly, size_t of) {
  return {.reason = Reason::kPlays, .index = badly, .count = of};
}

// How a fact of the run changes the earlier verdict.
const RunRow kRuns[] = {
    {Verdict::kPass, {.reason = Reason::kUnsupported, .what = "no"}, Verdict::kUnsupported, "no"},
    {Verdict::kPass, {.reason = Reason::kNoIut, .what = "no"}, Verdict::kError, "no"},
    {Verdict::kPass,
     {.reason = Reason::kNoIutAgain, .what = "no"},
     Verdict::kError,
     "cannot restart the IUT: no"},
    {Verdict::kPass, NotPlayed(Verdict::kUnsupported), Verdict::kUnsupported, "why"},
    {Verdict::kPass, NotPlayed(Verdict::kError), Verdict::kError, "why"},

    {Verdict::kPass, Control(Verdict::kPass), Verdict::kPass, "was"},
    {Verdict::kPass, Control(Verdict::kInfo), Verdict::kPass, "was"},
    {Verdict::kPass, Control(Verdict::kFlaky), Verdict::kPass, "was"},
    {Verdict::kPass, Control(Verdict::kFail), Verdict::kBlocked, "the control a/ok is FAIL"},
    {Verdict::kPass, Control(Verdict::kBlocked), Verdict::kBlocked, "the control a/ok is BLOCKED"},
    {Verdict::kPass, Control(Verdict::kNonstrict), Verdict::kBlocked,
     "the control a/ok is NONSTRICT: is slow"},

    {Verdict::kPass, {.reason = Reason::kCrash, .what = "signal 11"}, Verdict::kCrash, "signal 11"},
    {Verdict::kFail, {.reason = Reason::kCrash, .what = "signal 11"}, Verdict::kCrash, "signal 11"},
    {Verdict::kError,
     {.reason = Reason::kCrash, .what = "signal 11"},
     Verdict::kCrash,
     "signal 11"},

    {Verdict::kPass,
     {.reason = Reason::kNotAliveAfter},
     Verdict::kFail,
     "a fresh session does not work after this case"},
    {Verdict::kNonstrict,
     {.reason = Reason::kNotAliveAfter, .silent = true},
     Verdict::kTimeout,
     "a fresh session does not work after this case"},
    {Verdict::kTimeout, {.reason = Reason::kNotAliveAfter}, Verdict::kTimeout, "was"},
    {Verdict::kBlocked, {.reason = Reason::kNotAliveAfter}, Verdict::kBlocked, "was"},

    {Verdict::kFail,
     {.reason = Reason::kShortage, .what = "no files"},
     Verdict::kError,
     "the runner itself lacks resources (no files): raise its limits or use -j 1"},
    {Verdict::kFail,
     {.reason = Reason::kHarness, .what = "out of range"},
     Verdict::kError,
     "the runner itself failed: out of range"},
    {Verdict::kPass,
     {.reason = Reason::kGrowth, .index = 20, .count = 7},
     Verdict::kFail,
     "each play of this case leaves at least 20 more open files and 7 KiB more memory in the IUT"},
    {Verdict::kFail, {.reason = Reason::kGrowth, .index = 20, .count = 7}, Verdict::kFail, "was"},
    {Verdict::kPass,
     {.reason = Reason::kException},
     Verdict::kInfo,
     "stderr shows an uncaught exception"},
    {Verdict::kFail, {.reason = Reason::kException}, Verdict::kFail, "was"},

    {Verdict::kFail, Plays(2, 2), Verdict::kFail, "was"},
    {Verdict::kNonstrict, Plays(0, 2), Verdict::kNonstrict, "was"},
    {Verdict::kFail, Plays(1, 3), Verdict::kFlaky, "1 of 3 plays: FAIL: was"},

    {Verdict::kUnsupported, Listed(Verdict::kFail, ""), Verdict::kUnsupported, "was"},
    {Verdict::kFail, Listed(Verdict::kFail, ""), Verdict::kXfail, "was"},
    {Verdict::kFail, Listed(Verdict::kFail, "wa"), Verdict::kXfail, "was"},
    {Verdict::kNonstrict, Listed(Verdict::kNonstrict, ""), Verdict::kXfail, "was"},
    {Verdict::kFlaky, Listed(Verdict::kFlaky, ""), Verdict::kXfail, "was"},
    {Verdict::kFail, Listed(Verdict::kFail, "is"), Verdict::kFail,
     "was (known.txt:3: expected the message \"is\")"},
    {Verdict::kTimeout, Listed(Verdict::kFail, ""), Verdict::kTimeout,
     "was (known.txt:3: expected FAIL)"},
    {Verdict::kPass, Listed(Verdict::kFail, ""), Verdict::kXpass,
     "is PASS, but known.txt:3 expects FAIL: bug 12"},
    {Verdict::kInfo, Listed(Verdict::kNonstrict, ""), Verdict::kXpass,
     "is INFO, but known.txt:3 expects NONSTRICT: bug 12"},
    {Verdict::kPass, Listed(Verdict::kFlaky, ""), Verdict::kPass, "was"},
};

// The level weighs neither of them.
TEST(JudgeTest, JudgesRunFactsAfterStepFacts) {
  for (const RunRow& row : kRuns) {
    for (const Level level : {kMust, kMay}) {
      Ruling before;
      before.verdict = row.before;
      before.text = "was";
      const Ruling ruling = Judge(before, row.fact, level);
      EXPECT_EQ(ruling.verdict, row.verdict) << row.text;
      EXPECT_EQ(ruling.text, row.text);
    }
  }
}

TEST(JudgeTest, EveryReasonHasARow) {
  std::set<Reason> reasons;
  for (const Row& row : kSteps) reasons.insert(row.fact.reason);
  for (const RunRow& row : kRuns) reasons.insert(row.fact.reason);
  EXPECT_EQ(reasons.size(), kReasonCount);
}

TEST(JudgeTest, GraverFactOfAStepDecides) {
  const Fact info{.reason = Reason::kStaysOpen, .actual = "a", .step = &kSent};
  const Fact fail{.reason = Reason::kDiffers, .actual = "c", .step = &kStep};
  for (const Ruling& ruling :
       {Judge(Judge({}, info, kMust), fail, kMust), Judge(Judge({}, fail, kMust), info, kMust)}) {
    EXPECT_EQ(ruling.verdict, Verdict::kFail);
    EXPECT_EQ(ruling.step, &kStep);
    EXPECT_EQ(ruling.actual, "c");
  }
  // Of equally grave facts, the first decides.
  EXPECT_EQ(Judge(Judge({}, info, kMay), fail, kMay).step, &kSent);
}

TEST(JudgeTest, RunFactKeepsTheDecidingStep) {
  const Fact info{.reason = Reason::kStaysOpen, .actual = "a", .step = &kStep};
  const Ruling step = Judge({}, info, kMust);
  const Ruling crash = Judge(step, {.reason = Reason::kCrash, .what = "signal 11"}, kMust);
  EXPECT_EQ(crash.reason, Reason::kCrash);
  EXPECT_EQ(crash.step, &kStep);
  EXPECT_EQ(crash.actual, "a");
  const Fact dead{.reason = Reason::kNotAliveAfter, .actual = "refused"};
  EXPECT_EQ(Judge(step, dead, kMust).actual, "refused");
}

TEST(AtLevelTest, WeighsByTheLevelOfTheCase) {
  EXPECT_EQ(AtLevel(Level::kMust, Verdict::kFail), Verdict::kFail);
  EXPECT_EQ(AtLevel(Level::kShould, Verdict::kFail), Verdict::kNonstrict);
  EXPECT_EQ(AtLevel(Level::kShould, Verdict::kTimeout), Verdict::kNonstrict);
  EXPECT_EQ(AtLevel(Level::kMay, Verdict::kFail), Verdict::kInfo);
  EXPECT_EQ(AtLevel(Level::kInfo, Verdict::kNonstrict), Verdict::kInfo);
  EXPECT_EQ(AtLevel(Level::kInfo, Verdict::kCrash), Verdict::kCrash);
  EXPECT_EQ(AtLevel(Level::kMay, Verdict::kPass), Verdict::kPass);
}

TEST(WhatIsWrongTest, FormatsOneLine) {
  Ruling ruling;
  ruling.actual = "a";
  EXPECT_EQ(WhatIsWrong(ruling, ": ", {}), "a");
  ruling.text = "t";
  EXPECT_EQ(WhatIsWrong(ruling, "; found ", {"b", "c"}), "t; found a; expected b; expected c");
}

}  // namespace
}  // namespace asmtp::conformance
