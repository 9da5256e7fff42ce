// Changes between two reports, and which of them are regressions.
#include "conformance/report/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_report.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

// Compares two reports in which one run has these verdicts and texts.
Comparison Compared(Verdict before, Verdict after, std::string text_before = "",
                    std::string text_after = "") {
  static Report old;
  static Report fresh;
  old = SampleReport();
  fresh = SampleReport();
  old.results[0].verdict = before;
  old.results[0].text = std::move(text_before);
  fresh.results[0].verdict = after;
  fresh.results[0].text = std::move(text_after);
  return CompareReports(old, fresh);
}

struct Expected {
  Verdict before;
  Verdict after;
  ChangeKind kind;
};

class CompareVerdictsTest : public testing::TestWithParam<Expected> {};

TEST_P(CompareVerdictsTest, HasExpectedKind) {
  const Comparison comparison = Compared(GetParam().before, GetParam().after);
  ASSERT_EQ(comparison.groups.size(), 1U);
  EXPECT_EQ(comparison.groups[0].kind, GetParam().kind);
  EXPECT_EQ(comparison.IsRegression(), GetParam().kind == ChangeKind::kRegressed);
}

INSTANTIATE_TEST_SUITE_P(
    All, CompareVerdictsTest,
    testing::Values(Expected{Verdict::kPass, Verdict::kFail, ChangeKind::kRegressed},
                    Expected{Verdict::kNonstrict, Verdict::kTimeout, ChangeKind::kRegressed},
                    Expected{Verdict::kPass, Verdict::kBlocked, ChangeKind::kRegressed},
                    Expected{Verdict::kPass, Verdict::kUnsupported, ChangeKind::kRegressed},
                    Expected{Verdict::kFail, Verdict::kPass, ChangeKind::kFixed},
                    Expected{Verdict::kCrash, Verdict::kInfo, ChangeKind::kFixed},
                    Expected{Verdict::kFail, Verdict::kCrash, ChangeKind::kChanged},
                    Expected{Verdict::kPass, Verdict::kNonstrict, ChangeKind::kChanged},
                    Expected{Verdict::kUnsupported, Verdict::kPass, ChangeKind::kChanged},
                    Expected{Verdict::kUnsupported, Verdict::kFail, ChangeKind::kNewFailure}));

TEST(CompareTest, FindsNoChangesInEqualReports) {
  const Report report = SampleReport();
  const Comparison comparison = CompareReports(report, report);
  EXPECT_TRUE(comparison.groups.empty());
  EXPECT_EQ(WriteText(comparison), "nothing changed\n");
  EXPECT_TRUE(CompareReports({}, {}).groups.empty());
}

TEST(CompareTest, ReportsChangedMessage) {
  const Comparison comparison = Compared(Verdict::kFail, Verdict::kFail, "one", "two");
  ASSERT_EQ(comparison.groups.size(), 1U);
  EXPECT_THAT(WriteText(comparison), HasSubstr("FAIL: one -> two"));
  EXPECT_FALSE(comparison.IsRegression());
}

TEST(CompareTest, ReportsNewAndGoneCases) {
  const Report before = SampleReport();
  Report after = SampleReport();
  for (ReportResult& result : after.results) {
    if (result.verdict == Verdict::kFail || result.config.role == noise::Role::kInitiator) {
      result.case_id += "-new";
    }
  }
  const Comparison comparison = CompareReports(before, after);
  ASSERT_EQ(comparison.groups.size(), 3U);
  EXPECT_EQ(comparison.groups[0].kind, ChangeKind::kNewFailure);
  EXPECT_EQ(comparison.groups[0].runs, 2U);
  EXPECT_EQ(comparison.groups[1].kind, ChangeKind::kNew);
  EXPECT_EQ(comparison.groups[2].kind, ChangeKind::kGone);
  EXPECT_EQ(comparison.groups[2].runs, 3U);
  EXPECT_FALSE(comparison.IsRegression());
}

TEST(CompareTest, IgnoresSmallSlowdowns) {
  const Report before = SampleReport();
  Report after = SampleReport();
  after.results[0].microseconds = before.results[0].microseconds * 50;  // 45 ms: noise
  EXPECT_TRUE(CompareReports(before, after).groups.empty());
  after.results[0].microseconds = 400'000;
  const Comparison comparison = CompareReports(before, after);
  EXPECT_THAT(WriteText(comparison), HasSubstr("0.9 ms -> 400.0 ms"));
  EXPECT_FALSE(comparison.IsRegression());
}

TEST(CompareTest, MergesEqualChanges) {
  Report before = SampleReport();
  Report after = SampleReport();
  for (size_t i : {0U, 1U}) after.results[i].verdict = Verdict::kFail;
  const std::string text = WriteText(CompareReports(before, after));
  EXPECT_THAT(text, HasSubstr("(responder ed25519 u32 and 1 more)\n      PASS -> FAIL"));
  EXPECT_THAT(text, HasSubstr("2 regressed"));
}

TEST(CompareTest, EscapesTextOfIut) {
  const Report before = SampleReport();
  const Report after = HostileReport();
  const std::string text = WriteMarkdown(CompareReports(before, after));
  for (const char* markup : {"<", "`", "*", "[", "\x1b", "@"}) {
    EXPECT_THAT(text, testing::Not(HasSubstr(markup))) << markup;
  }
  EXPECT_THAT(WriteText(CompareReports(before, after)), testing::Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace asmtp::conformance
