// The most fundamental cause comes first, once for both roles.
#include "conformance/report/causes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/findings.h"

namespace asmtp::conformance {
namespace {

using noise::Role;
using testing::ElementsAre;

// Controls: handshake/ok <- transport/echo <- frame/forged, parallel/two; handshake/ok <- aaa/late.
Report ChainReport() {
  Report report;
  const auto add = [&](const char* id, const char* control) {
    report.cases.push_back({.id = id, .family = id, .control = control});
  };
  add("aaa/late", "handshake/ok");
  add("frame/forged", "transport/echo");
  add("handshake/ok", "");
  add("parallel/two", "transport/echo");
  add("transport/echo", "handshake/ok");
  for (const ReportCase& one_case : report.cases) {
    for (const Role role : {Role::kResponder, Role::kInitiator}) {
      report.results.push_back(
          {.case_id = one_case.id, .config = {role, Suite::kEd25519, Framing::kU32}});
    }
  }
  return report;
}

void Set(Report& report, const std::string& id, Verdict verdict) {
  for (ReportResult& result : report.results) {
    if (result.case_id == id) result.verdict = verdict;
  }
}

std::vector<std::string> Ids(const Report& report) {
  std::vector<std::string> ids;
  for (const ReportCause& cause : CausesOf(report)) ids.push_back(cause.one_case->id);
  return ids;
}

TEST(CausesTest, ListsControlsFirstInOrderOfDependency) {
  Report report = ChainReport();
  Set(report, "aaa/late", Verdict::kCrash);
  Set(report, "transport/echo", Verdict::kFail);
  Set(report, "frame/forged", Verdict::kBlocked);
  EXPECT_THAT(Ids(report), ElementsAre("transport/echo", "aaa/late"));
  // One role fails in the handshake.
  report.results[4].verdict = Verdict::kFail;
  report.results[8].verdict = Verdict::kBlocked;
  EXPECT_THAT(Ids(report), ElementsAre("handshake/ok", "transport/echo", "aaa/late"));
  EXPECT_EQ(FindingsOf(report).front().first->case_id, "handshake/ok");
}

TEST(CausesTest, CountsIndirectlyBlockedRuns) {
  Report report = ChainReport();
  Set(report, "handshake/ok", Verdict::kFail);
  for (const char* id : {"transport/echo", "frame/forged", "parallel/two"}) {
    Set(report, id, Verdict::kBlocked);
  }
  const auto causes = CausesOf(report);
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].blocked, 6U);
  EXPECT_EQ(DescribeRuns(causes[0]), "1 responder and 1 initiator runs");
}

TEST(CausesTest, PrefersResultWithReason) {
  Report report = ChainReport();
  Set(report, "transport/echo", Verdict::kFail);
  report.results[9].hypothesis = "no-rekey";
  report.results[9].explanation = "there is no REKEY";
  EXPECT_EQ(CausesOf(report)[0].told, &report.results[9]);
  const auto findings = FindingsOf(report);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].first, &report.results[9]);
  EXPECT_EQ(findings[0].all.size(), 2U);
  EXPECT_EQ(FindingsByRole(report).size(), 2U);
}

TEST(CausesTest, MergesWhatFailedAlike) {
  Report report = ChainReport();
  for (ReportResult& result : report.results) {
    const bool closes_never = result.case_id != "handshake/ok" && result.case_id != "aaa/late";
    if (!closes_never) continue;
    result.verdict = Verdict::kTimeout;
    result.behaviour = "silence";
    result.allowed = {"close"};
    result.text = "no response to " + result.case_id;
  }
  const auto causes = CausesOf(report);
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].others.size(), 2U);
  EXPECT_EQ(causes[0].failed.size(), 6U);
  report.results.back().allowed = {"msg"};  // a lost echo is another failure
  report.results[report.results.size() - 2].allowed = {"msg"};
  EXPECT_EQ(CausesOf(report).size(), 2U);
}

TEST(CausesTest, SeparatesDifferentReasons) {
  Report report = ChainReport();
  Set(report, "transport/echo", Verdict::kFail);
  report.results[8].hypothesis = "nonce-reset";
  report.results[9].hypothesis = "no-rekey";
  EXPECT_EQ(FindingsOf(report).size(), 2U);
}

TEST(CausesTest, ToleratesCyclicControls) {
  Report report = ChainReport();
  report.cases[2].control = "transport/echo";
  Set(report, "frame/forged", Verdict::kBlocked);
  Set(report, "handshake/ok", Verdict::kFail);
  EXPECT_THAT(Ids(report), ElementsAre("handshake/ok"));
}

}  // namespace
}  // namespace asmtp::conformance
