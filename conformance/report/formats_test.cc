// The reports for other programs are valid and complete, even if the IUT's texts try to break them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/report/annotations.h"
#include "conformance/report/external_check.h"
#include "conformance/report/junit.h"
#include "conformance/report/markdown.h"
#include "conformance/report/report_json.h"
#include "conformance/report/sample_report.h"
#include "conformance/report/sarif.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kReportSchema = "conformance/report/report.schema.json";
constexpr const char* kSarifSchema = "conformance/report/sarif-schema-2.1.0.json";
constexpr const char* kJunitSchema = "conformance/report/junit.xsd";

TEST(JsonSchemaTest, AcceptsReports) {
  EXPECT_EQ(CheckJson(WriteReportJson(SampleReport()), kReportSchema), "");
  EXPECT_EQ(CheckJson(WriteReportJson({}), kReportSchema), "");
}

TEST(JsonSchemaTest, RejectsInvalidReport) {
  json document = json::parse(WriteReportJson(SampleReport()));
  document["results"][2]["verdict"] = "MAYBE";
  EXPECT_THAT(CheckJson(document.dump(), kReportSchema), HasSubstr("$.results[2].verdict"));
  EXPECT_NE(CheckJson("{}", kReportSchema), "");
}

TEST(JunitTest, IsValid) {
  EXPECT_EQ(CheckXml(WriteJunit(SampleReport()), kJunitSchema), "");
  EXPECT_EQ(CheckXml(WriteJunit({}), kJunitSchema), "");
}

TEST(JunitTest, IsValidWithHostileText) {
  Report report = HostileReport();
  report.date.clear();
  const std::string xml = WriteJunit(report);
  EXPECT_EQ(CheckXml(xml, kJunitSchema), "");
  const std::string shown = XPath(xml, "//testcase[failure]/system-err");
  EXPECT_THAT(shown, HasSubstr("</script><script>hostile()</script><!-- ]]>\\x1b[31m\\x0d\n"));
  EXPECT_THAT(shown, HasSubstr("\\x00 \\xff\\xc0\\x80"));
}

TEST(JunitTest, SchemaRejectsOthers) {
  std::string xml = WriteJunit(SampleReport());
  xml.replace(xml.find("<failure"), 8, "<failing");
  EXPECT_NE(CheckXml(xml, kJunitSchema), "");
}

TEST(JunitTest, SeparatesFailuresErrorsAndSkipped) {
  Report report = SampleReport();
  report.results[1].verdict = Verdict::kUnsupported;
  const std::string xml = WriteJunit(report);
  EXPECT_EQ(XPath(xml, "/testsuites/@failures"), "1\n");
  EXPECT_EQ(XPath(xml, "/testsuites/@errors"), "1\n");
  EXPECT_EQ(XPath(xml, "/testsuites/@skipped"), "1\n");
  EXPECT_EQ(XPath(xml, "count(//testsuite)"), "2\n");
  EXPECT_EQ(XPath(xml, "//testcase[failure]/@classname"), "responder.ed25519.u32\n");
  EXPECT_EQ(XPath(xml, "//testcase[failure]/@name"), "transport/rekey-skipped@g=1\n");
  EXPECT_EQ(XPath(xml, "//failure/@message"), "took a frame under the key before\n");
  EXPECT_EQ(XPath(xml, "//error/@type"), "CRASH\n");
  EXPECT_EQ(XPath(xml, "//testcase[failure]//property[@name='clause'][2]/@value"), "TR-8\n");
  EXPECT_EQ(XPath(xml, "//testcase[failure]//property[@name='level']/@value"), "MUST\n");
  EXPECT_THAT(XPath(xml, "//failure"), HasSubstr("transcripts/transport/rekey-skipped.atf:12"));
  EXPECT_THAT(XPath(xml, "//testcase[failure]/system-out"),
              HasSubstr("nonce 1, key 3f0a1b22 after 0 rekeys"));
}

TEST(JunitTest, HasSeedsAndExpectations) {
  const std::string xml = WriteJunit(SampleReport());
  EXPECT_EQ(XPath(xml, "//testsuite[1]/properties/property[@name='seed']/@value"), "5\n");
  EXPECT_EQ(XPath(xml, "//testsuite[1]/properties/property[@name='shuffle-seed']/@value"), "6\n");
  EXPECT_EQ(XPath(xml, "//testcase[failure]//property[@name='expectation']/@value"),
            "known.txt:3\n");
  EXPECT_EQ(XPath(xml, "//testcase[failure]//property[@name='expectation-reason']/@value"),
            "bugs.example/12\n");
}

TEST(SarifTest, IsValid) {
  EXPECT_EQ(CheckJson(WriteSarif(SampleReport()), kSarifSchema), "");
  EXPECT_EQ(CheckJson(WriteSarif({}), kSarifSchema), "");
  Report hostile = HostileReport();
  hostile.date = "2026-01-31T12:00:00Z";
  EXPECT_EQ(CheckJson(WriteSarif(hostile), kSarifSchema), "");
}

TEST(SarifTest, SchemaRejectsOthers) {
  json document = json::parse(WriteSarif(SampleReport()));
  document["runs"][0]["results"][0]["level"] = "grave";
  EXPECT_THAT(CheckJson(document.dump(), kSarifSchema), HasSubstr("$.runs[0].results[0].level"));
}

TEST(SarifTest, HasClausesAsRulesAndLinesAsLocations) {
  const json run = json::parse(WriteSarif(SampleReport()))["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(run["results"].size(), 2U);
  for (const json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<size_t>()]["id"], result["ruleId"]);
    EXPECT_EQ(result["level"], "error");
  }
  const json& failed = run["results"][1];
  EXPECT_THAT(failed["message"]["text"].get<std::string>(),
              HasSubstr("took a frame under the key before"));
  const json& place = failed["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "corpus/transcripts/transport/rekey-skipped.atf");
  EXPECT_EQ(place["region"]["startLine"], 12);
}

TEST(MarkdownTest, HasFailuresAndCommands) {
  const std::string text = WriteMarkdown(SampleReport());
  EXPECT_THAT(text, HasSubstr("## ASMTP conformance of sample 3.2: 2 PASS, 1 FAIL, 1 CRASH"));
  EXPECT_THAT(text, HasSubstr("| PASS | 2 |"));
  EXPECT_THAT(text,
              HasSubstr("| FAIL | transport/rekey-skipped&#64;g&#61;1 | responder ed25519 u32 "
                        "| TR-4 TR-8 | took a frame under the key before |"));
  EXPECT_THAT(text,
              HasSubstr("```\nasmtp-conform run ...\nasmtp-conform run "
                        "transport/rekey-skipped@g=1 --role responder --iut 'a {role}'\n```"));
}

TEST(MarkdownTest, EscapesTextOfIut) {
  const std::string text = WriteMarkdown(HostileReport());
  // Only fenced blocks may contain unescaped text.
  const std::string tables = text.substr(0, text.find("Reproduce:"));
  for (const char* markup : {"<", "`", "*", "[", "](", "\x1b", "@"}) {
    EXPECT_THAT(tables, Not(HasSubstr(markup))) << markup;
  }
  EXPECT_THAT(CodeBlock("a\n```\nb"), testing::StartsWith("````\n"));
}

TEST(MarkdownTest, EveryRowHasAllCells) {
  for (const Report& report : {SampleReport(), HostileReport()}) {
    std::istringstream lines(WriteMarkdown(report));
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("| FAIL |") && !line.starts_with("| CRASH | t")) continue;
      if (std::ranges::count(line, '|') == 3) continue;  // the table of counts
      EXPECT_EQ(std::ranges::count(line, '|'), 6) << line;
    }
  }
}

TEST(MarkdownTest, EmptyReportHasNoFindings) {
  EXPECT_THAT(WriteMarkdown({}), HasSubstr("the implementation: nothing\n\n0 cases in 0 runs"));
}

TEST(AnnotationsTest, NameLineOfCase) {
  const std::string text = WriteAnnotations(SampleReport());
  EXPECT_THAT(text,
              HasSubstr("::error file=corpus/transcripts/transport/rekey-skipped.atf,line=12,"
                        "title=FAIL transport/rekey-skipped@g=1::took a frame under the key before "
                        "(responder ed25519 u32)%0ATR-4: after every frame%0A"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 2);
  EXPECT_EQ(WriteAnnotations({}), "");
}

// What a CI service or a terminal would obey appears in no output that people or logs show.
TEST(HostileTextTest, ObeysNothingInAnyFormat) {
  const Report report = HostileReport();
  for (const std::string& text :
       {WriteJunit(report), WriteSarif(report), WriteMarkdown(report), WriteAnnotations(report)}) {
    for (const char* command : {"##[error]", "##vso[", "\n::stop-commands::", "\x1b", "\x07",
                                "\xc2\x9b", "\xe2\x80\xae", "\xe2\x81\xa6"}) {
      EXPECT_THAT(text, Not(HasSubstr(command)));
    }
  }
  const json sarif = json::parse(WriteSarif(report));
  const std::string message = sarif["runs"][0]["results"][0]["message"]["text"];
  EXPECT_THAT(message, HasSubstr("\n\\x3a:stop-commands::y\n  \\x3a:error::z\n\\x23#[error]a\n"));
}

TEST(AnnotationsTest, EscapeTextOfIut) {
  std::istringstream lines(WriteAnnotations(HostileReport()));
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_TRUE(line.starts_with("::error file=")) << line;
    EXPECT_EQ(line.find('\r'), line.npos);
  }
  EXPECT_EQ(count, 3U);
}

}  // namespace
}  // namespace asmtp::conformance
