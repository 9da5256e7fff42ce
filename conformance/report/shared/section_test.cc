// A section becomes a page, or a file that is read without loss.
#include "conformance/report/shared/section.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

const Section kSome = {.title = "Who <talks>", .style = "td { a: b }\n", .main = "<p>\"x\"</p>\n"};

TEST(SectionTest, IsAPage) {
  const std::string page = WriteSectionPage(kSome);
  EXPECT_THAT(page, HasSubstr("<h1>Who &lt;talks&gt;</h1>"));
  EXPECT_THAT(page, HasSubstr("td { a: b }\n</style>"));
  EXPECT_THAT(page, HasSubstr("<main id=\"main\">\n<p>\"x\"</p>\n</main>"));
}

TEST(SectionTest, RoundTrips) {
  const auto again = ReadSection("s.json", WriteSectionJson(kSome));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->title, kSome.title);
  EXPECT_EQ(again->style, kSome.style);
  EXPECT_EQ(again->main, kSome.main);
}

TEST(SectionTest, ReplacesInvalidUtf8) {
  const auto again =
      ReadSection("s.json", WriteSectionJson({.title = "\xff", .style = "", .main = ""}));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->title, "\uFFFD");
}

TEST(SectionTest, RejectsInvalidSection) {
  for (const auto& [text, why] :
       {std::pair("", "s.json:1:1: invalid JSON: "), std::pair("[]", "s.json: not a JSON object"),
        std::pair("{\"title\": \"\"", "s.json:1:12: invalid JSON: "),
        std::pair("{}", "s.json: missing string 'title'"),
        std::pair(R"({"title": "", "style": "", "main": 1})", "s.json: missing string 'main'")}) {
    const auto section = ReadSection("s.json", text);
    ASSERT_FALSE(section) << text;
    EXPECT_TRUE(section.error().starts_with(why)) << section.error();
  }
}

TEST(SectionTest, StyleCannotEndItsElement) {
  for (const char* style : {"</style><script>alert(1)</script>", "a{}</STYLE\t>", "</"}) {
    const auto read =
        ReadSection("s.json", WriteSectionJson({.title = "t", .style = style, .main = "<p>m</p>"}));
    ASSERT_FALSE(read) << style;
    EXPECT_EQ(read.error(), "s.json: 'style' contains \"</\", which could end its element");
  }
  EXPECT_TRUE(
      ReadSection("s.json", WriteSectionJson({.title = "t", .style = "a > b { width: 1px }"})));
}

}  // namespace
}  // namespace asmtp::conformance
