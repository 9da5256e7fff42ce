// Disagreements of implementations. Results that cannot be judged are not compared.
#include "conformance/report/agreement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_report.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

class AgreementTest : public testing::Test {
 protected:
  AgreementTest() : reports_(3, SampleReport()) {
    reports_[0].iut.name = "one";
    reports_[1].iut.name = "two";
    reports_[2].iut.name = "three";
  }

  ReportResult& Second() { return reports_[1].results[0]; }
  std::vector<Disagreement> Disagreements() const { return DisagreementsOf(reports_); }
  std::string Text() const { return WriteAgreement(reports_, Disagreements()); }

  std::vector<Report> reports_;
};

TEST_F(AgreementTest, EqualReportsAgree) {
  EXPECT_TRUE(Disagreements().empty());
  EXPECT_THAT(Text(), HasSubstr("3 implementations disagree in 0 of 4 runs"));
  EXPECT_THAT(Text(), HasSubstr("+... ...+     +... ...+     +... ...+     =\n"));
}

TEST_F(AgreementTest, ComparesVerdictBehaviourAndClose) {
  Second().close = "rst";
  ASSERT_EQ(Disagreements().size(), 1U);
  EXPECT_EQ(Disagreements()[0].kind, Disagreement::Kind::kClose);
  EXPECT_FALSE(IsGrave(Disagreements()));
  Second().behaviour = "silence";
  EXPECT_EQ(Disagreements()[0].kind, Disagreement::Kind::kBehaviour);
  EXPECT_FALSE(IsGrave(Disagreements()));  // SPEC.md allows both
  Second().verdict = Verdict::kInfo;
  EXPECT_EQ(Disagreements()[0].kind, Disagreement::Kind::kBehaviour);
  EXPECT_THAT(Text(),
              HasSubstr("disagree in 0 of 4 runs, and differ in 1 where SPEC.md allows both"));
  Second().verdict = Verdict::kFail;
  EXPECT_EQ(Disagreements()[0].kind, Disagreement::Kind::kVerdict);
  EXPECT_TRUE(IsGrave(Disagreements()));
  EXPECT_THAT(Text(), HasSubstr("+... ...+     F... ...+     +... ...+     verdict\n"));
  EXPECT_THAT(Text(), HasSubstr("verdict: transport/echo-two-messages, responder ed25519 u32\n"
                                "  one           PASS, message (by-us)\n"
                                "  two           FAIL, silence (rst): "));
  EXPECT_THAT(Text(), HasSubstr("disagree in 1 of 4 runs"));
}

TEST_F(AgreementTest, IgnoresUnsupportedAndBlocked) {
  for (const Verdict verdict : {Verdict::kUnsupported, Verdict::kBlocked}) {
    Second().verdict = verdict;
    Second().behaviour.clear();
    EXPECT_TRUE(Disagreements().empty());
  }
}

TEST_F(AgreementTest, IgnoresRunsThatWereNotPlayed) {
  reports_[1].results.clear();
  EXPECT_TRUE(Disagreements().empty());
}

TEST_F(AgreementTest, MergesEqualDisagreements) {
  for (Report& report : reports_) {
    report.results.push_back(report.results[0]);
    report.results.back().config.framing = Framing::kU16;
  }
  Second().verdict = Verdict::kFail;
  reports_[1].results.back().verdict = Verdict::kFail;
  ASSERT_EQ(Disagreements().size(), 1U);
  EXPECT_EQ(Disagreements()[0].runs, 2U);
}

TEST_F(AgreementTest, EscapesTextOfIut) {
  reports_[1] = HostileReport();
  const std::string text = Text();
  EXPECT_EQ(text.find('\x1b'), text.npos);
  EXPECT_EQ(text.find('\0'), text.npos);
}

TEST_F(AgreementTest, AcceptsNoReports) {
  EXPECT_TRUE(DisagreementsOf({}).empty());
  EXPECT_THAT(WriteAgreement({}, {}), HasSubstr("0 implementations disagree in 0 of 0 runs"));
}

}  // namespace
}  // namespace asmtp::conformance
