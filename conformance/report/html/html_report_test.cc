// The page as text: it contains all data, loads nothing, and escapes text of an IUT. Its behaviour
// in a browser is tested by scripts/check_report.sh.
#include "conformance/report/html/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>
#include <zlib.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "conformance/report/sample_report.h"
#include "conformance/report/shared/packed.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string Html(const std::vector<Report>& reports) { return WriteHtml(reports); }

std::string Between(const std::string& page, const std::string& begin, const std::string& end) {
  const size_t from = page.find(begin) + begin.size();
  return page.substr(from, page.find(end, from) - from);
}

std::string Unpacked(const std::string& base64) {
  std::string packed(base64.size(), '\0');
  size_t size = 0;
  EXPECT_EQ(
      sodium_base642bin(reinterpret_cast<uint8_t*>(packed.data()), packed.size(), base64.data(),
                        base64.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL),
      0);
  std::string text(16 << 20, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<uint8_t*>(packed.data());
  stream.avail_in = static_cast<uInt>(size);
  stream.next_out = reinterpret_cast<uint8_t*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

json DataOf(const std::string& page) {
  return json::parse(Unpacked(Between(page, "id=\"data\">", "</script>")));
}

size_t Count(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(HtmlReportTest, ContainsReport) {
  const json data = DataOf(Html({SampleReport()}));
  EXPECT_EQ(data["cases"].size(), 2U);
  EXPECT_EQ(data["clauses"][2]["untestable"], "nothing of it shows on the wire");
  const json& report = data["reports"][0];
  EXPECT_EQ(report["name"], "sample");
  const json& result = report["results"][2];
  EXPECT_EQ(data["verdicts"][result[2].get<size_t>()]["name"], "FAIL");
  EXPECT_EQ(data["configs"][result[1].get<size_t>()], json({"responder", "ed25519", "u32"}));
  const json& detail = report["details"][result[4].get<size_t>()];
  EXPECT_EQ(detail["explanation"], "the IUT does not replace its receiving key");
  EXPECT_EQ(detail["events"][1]["frame"]["key"], "3f0a1b22");
  EXPECT_EQ(detail["events"][1]["fields"][1]["name"], "id");
}

TEST(HtmlReportTest, ListsCausesInOrder) {
  const json data = DataOf(Html({SampleReport()}));
  const json& causes = data["reports"][0]["causes"];
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(data["cases"][causes[0]["case"].get<size_t>()]["id"], "transport/rekey-skipped@g=1");
  EXPECT_EQ(causes[0]["why"], "the IUT does not replace its receiving key");
  EXPECT_EQ(causes[0]["runs"], "1 responder and 1 initiator runs");
  EXPECT_THAT(causes[0]["reproduce"].get<std::string>(), HasSubstr("--iut 'a {role}'"));
}

// Compression exploits that the events of passing runs are alike.
TEST(HtmlReportTest, CompressesLargeReport) {
  Report report = SampleReport();
  const ReportResult result = report.results[2];
  for (int i = 0; i < 10'000; ++i) report.results.push_back(result);
  EXPECT_LT(Html({report}).size(), 1U << 20);
}

TEST(HtmlReportTest, ListsFailuresWithoutScript) {
  const std::string body = Between(Html({SampleReport()}), "<main id=\"static\">", "</main>");
  EXPECT_THAT(body, HasSubstr("<td>sample 3.2</td><td>2 PASS, 1 FAIL, 1 CRASH</td><td>1.2 s</td>"));
  EXPECT_THAT(body, HasSubstr("<td>FAIL</td><td>transport/rekey-skipped@g=1</td>"));
  EXPECT_THAT(body, HasSubstr("--iut &#39;a {role}&#39;</td>"));
}

TEST(HtmlReportTest, ReportsShareCases) {
  Report other = SampleReport();
  other.iut.name = "other";
  other.cases.push_back(other.cases.front());
  other.cases.back().id = "frame/only-here";
  const json data = DataOf(Html({SampleReport(), other}));
  EXPECT_EQ(data["cases"].size(), 3U);
  EXPECT_EQ(data["clauses"].size(), 3U);
  EXPECT_EQ(data["reports"][1]["name"], "other");
}

TEST(HtmlReportTest, EscapesTextOfIut) {
  const std::string page = Html({HostileReport()});
  // Only data and our script; one end tag each, and no comment that could swallow them.
  EXPECT_EQ(Count(page, "<script"), 2U);
  EXPECT_EQ(Count(page, "</script"), 2U);
  EXPECT_EQ(Count(page, "<!--"), 0U);
  EXPECT_EQ(Count(page, "<b "), 0U);
  EXPECT_EQ(Count(page, "<img"), 0U);
  EXPECT_EQ(page.find('\0'), page.npos);
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  const json data = DataOf(page);
  EXPECT_THAT(data["reports"][0]["name"].get<std::string>(), HasSubstr("</script><script>"));
}

TEST(HtmlReportTest, LoadsNothing) {
  const std::string page = Html({SampleReport()});
  EXPECT_FALSE(std::regex_search(page, std::regex("(src|href)=\"?(https?:)?//")));
  EXPECT_THAT(page, Not(HasSubstr("url(")));
  EXPECT_THAT(page, Not(HasSubstr("@import")));
  EXPECT_THAT(page, Not(HasSubstr("fetch(")));
  EXPECT_THAT(page, Not(HasSubstr("innerHTML")));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(HtmlReportTest, NonceDependsOnWholePage) {
  const auto nonce = [](const std::string& page) { return Between(page, "<style nonce=\"", "\""); };
  const std::string page = Html({SampleReport()});
  EXPECT_EQ(nonce(page).size(), 32U);
  EXPECT_THAT(page, HasSubstr("<script nonce=\"" + nonce(page) + "\">"));
  Report other = SampleReport();
  other.results[2].errors += "x";
  EXPECT_NE(nonce(page), nonce(Html({other})));
}

TEST(HtmlReportTest, KeepsTextThatLooksLikePlaceholder) {
  Report report = SampleReport();
  report.iut.name = "{nonce}{script}{data}";
  EXPECT_THAT(Html({report}),
              HasSubstr("<title>ASMTP conformance of {nonce}{script}{data}</title>"));
}

TEST(HtmlReportTest, SectionBecomesView) {
  const std::vector<Report> reports = {SampleReport()};
  const std::vector<Section> sections = {
      {.title = "Who talks & how", .style = ".own { color: red }\n", .main = "<p>17</p>\n"}};
  const std::string page = WriteHtml(reports, sections);
  EXPECT_THAT(page, HasSubstr("<li><a href=\"#view=who-talks---how\" data-view=\"who-talks---how\">"
                              "Who talks &amp; how</a></li>"));
  EXPECT_THAT(page, HasSubstr("<div data-section=\"who-talks---how\"><h2>Who talks &amp; how</h2>\n"
                              "<p>17</p>\n</div>"));
  EXPECT_THAT(page, HasSubstr(".own { color: red }"));
}

TEST(HtmlReportTest, AcceptsEmptyReport) {
  EXPECT_EQ(DataOf(Html({}))["reports"].size(), 0U);
  EXPECT_THAT(Html({Report()}), HasSubstr("<td>the implementation </td><td>nothing</td>"));
}

// zlib counts in 32 bits: a longer text would be cut in silence. The size is refused unread.
TEST(HtmlReportTest, RefusesMoreThanZlibCounts) {
  EXPECT_THROW(Packed(std::string_view("", size_t{5} << 30)), std::length_error);
}

}  // namespace
}  // namespace asmtp::conformance
