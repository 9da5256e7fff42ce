// Reports survive writing and reading. Errors in report files are located.
#include "conformance/report/report_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/report/sample_report.h"
#include "conformance/report/text.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST(ReportJsonTest, RoundTrips) {
  const std::string text = WriteReportJson(SampleReport());
  const auto report = ReadReportJson("report.json", text);
  ASSERT_TRUE(report) << report.error();
  EXPECT_EQ(WriteReportJson(*report), text);
  ASSERT_EQ(report->results.size(), 4U);
  const ReportResult& failed = report->results[2];
  EXPECT_EQ(failed.verdict, Verdict::kFail);
  EXPECT_EQ(failed.config.role, noise::Role::kResponder);
  EXPECT_EQ(failed.events[1].frame->key, "3f0a1b22");
  EXPECT_EQ(failed.events[1].fields[1].name, "id");
  EXPECT_EQ(report->FindCase(failed.case_id)->clauses[1].quote, "does not verify");
}

TEST(ReportJsonTest, CountsAndFormatComeFirst) {
  const json document = json::parse(WriteReportJson(SampleReport()));
  EXPECT_EQ(document["format"], "asmtp-conform-report/2");
  EXPECT_EQ(document["counts"], json({{"PASS", 2}, {"FAIL", 1}, {"CRASH", 1}}));
}

TEST(ReportJsonTest, KeepsHostileTextAndReplacesInvalidUtf8) {
  const auto report = ReadReportJson("report.json", WriteReportJson(HostileReport()));
  ASSERT_TRUE(report) << report.error();
  EXPECT_THAT(report->results[2].errors, HasSubstr(HostileText().substr(0, 128)));
  EXPECT_THAT(report->results[2].errors,
              HasSubstr("\"'`<b onclick=hostile()>&amp;</script><script>hostile()</script><!-- ]]>"
                        "\x1b[31m\r\n::error::x|*_[a](javascript:hostile()) {nonce} $(x) "));
  EXPECT_THAT(report->results[2].errors, HasSubstr("\xef\xbf\xbd"));
}

TEST(ReportJsonTest, AcceptsEmptyReport) {
  const auto report = ReadReportJson("report.json", WriteReportJson({}));
  ASSERT_TRUE(report) << report.error();
  EXPECT_TRUE(report->results.empty());
}

TEST(ReportJsonTest, IgnoresUnknownMembers) {
  json document = json::parse(WriteReportJson(SampleReport()));
  document["results"][0]["newer"] = 1;
  EXPECT_TRUE(ReadReportJson("report.json", document.dump()));
}

TEST(ReportJsonTest, LocatesInvalidJson) {
  EXPECT_THAT(ReadReportJson("r.json", "{\n  \"format\": ]").error(),
              HasSubstr("r.json:2:13: invalid JSON: "));
  EXPECT_THAT(ReadReportJson("r.json", "").error(), HasSubstr("r.json:1:1: invalid JSON: "));
  EXPECT_THAT(ReadReportJson("r.json", "\"\xff\"").error(), HasSubstr("r.json:1:2: "));
}

TEST(ReportJsonTest, RejectsOtherFormats) {
  EXPECT_EQ(ReadReportJson("r.json", R"({"format": "asmtp-conform-report/3"})").error(),
            "r.json: unknown format \"asmtp-conform-report/3\"; expected "
            "\"asmtp-conform-report/2\"");
  EXPECT_EQ(ReadReportJson("r.json", "{}").error(),
            "r.json: missing 'format': not a report of asmtp-conform");
  EXPECT_EQ(ReadReportJson("r.json", "[]").error(), "r.json: expected a report object, found []");
}

struct Wrong {
  const char* pointer;
  json value;
  const char* error;
};

class WrongMemberTest : public testing::TestWithParam<Wrong> {};

TEST_P(WrongMemberTest, IsRejectedWithPath) {
  json document = json::parse(WriteReportJson(SampleReport()));
  document[json::json_pointer(GetParam().pointer)] = GetParam().value;
  const auto report = ReadReportJson("r.json", document.dump());
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error(), testing::StartsWith(std::string("r.json: ") + GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongMemberTest,
    testing::Values(
        Wrong{"/results/2/verdict", "MAYBE", "results[2].verdict: expected one of PASS, INFO"},
        Wrong{"/results/2/role", 7,
              "results[2].role: expected one of initiator, responder, found 7"},
        Wrong{"/results/2/events/1/frame/nonce", -1,
              "results[2].events[1].frame.nonce: expected a non-negative integer, found -1"},
        Wrong{"/results/2/allowed", "close",
              "results[2].allowed: expected an array, found \"close\""},
        Wrong{"/results/2/case", "x", "result of unknown case 'x'"},
        Wrong{"/results/1", nullptr, "results[1]: expected an object, found null"},
        Wrong{"/seconds", "1", "seconds: expected a number, found \"1\""},
        Wrong{"/interrupted", 1, "interrupted: expected true or false, found 1"},
        Wrong{"/cases/0/title", json::array(), "cases[0].title: expected a string, found []"}));

TEST(ReportJsonTest, NamesMissingMember) {
  json document = json::parse(WriteReportJson(SampleReport()));
  document["results"][0].erase("verdict");
  EXPECT_EQ(ReadReportJson("r.json", document.dump()).error(),
            "r.json: results[0].verdict: missing");
}

TEST(ReportJsonTest, ReportsUnreadableFile) {
  EXPECT_EQ(
      LoadReport("no-such.json").error(),
      "cannot read the report 'no-such.json': this file cannot be read: No such file or directory");
  EXPECT_EQ(LoadReport("/").error(), "cannot read the report '/': this is a folder, not a file");
}

}  // namespace
}  // namespace asmtp::conformance
