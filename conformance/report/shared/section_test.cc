// A section is a page, or a file that is read again without loss.
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

TEST(SectionTest, IsReadAgain) {
  const auto again = ReadSection(WriteSectionJson(kSome));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->title, kSome.title);
  EXPECT_EQ(again->style, kSome.style);
  EXPECT_EQ(again->main, kSome.main);
}

TEST(SectionTest, TextThatIsNoUtf8IsWritten) {
  const auto again = ReadSection(WriteSectionJson({.title = "\xff", .style = "", .main = ""}));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->title, "\uFFFD");
}

TEST(SectionTest, RefusesWhatIsNone) {
  for (const auto& [text, why] :
       {std::pair("", "it is no JSON object"), std::pair("[]", "it is no JSON object"),
        std::pair("{\"title\": \"\"", "it is no JSON object"),
        std::pair("{}", "there is no text 'title'"),
        std::pair(R"({"title": "", "style": "", "main": 1})", "there is no text 'main'")}) {
    const auto section = ReadSection(text);
    ASSERT_FALSE(section) << text;
    EXPECT_EQ(section.error(), why);
  }
}

}  // namespace
}  // namespace asmtp::conformance
