#include "fuzz/text/unit_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::fuzz {
namespace {

using testing::HasSubstr;

TEST(UnitTestTest, ContainsTheInputAsText) {
  const auto source =
      UnitTestSource({.target = "asmtp_session", .bytes = {0, 0, 0, 0, 4, 0, 0, 0}}, "FlipNothing");
  ASSERT_TRUE(source) << source.error();
  EXPECT_THAT(*source, HasSubstr("TEST(AsmtpSession, FlipNothing) {"));
  EXPECT_THAT(*source, HasSubstr("\nflip initiator.0\n)input\";"));
  EXPECT_THAT(*source, HasSubstr("//       name = \"flip_nothing_test\","));
  EXPECT_THAT(*source, HasSubstr("\"//fuzz:asmtp_session_target\""));
}

TEST(UnitTestTest, ChoosesADelimiterThatTheTextDoesNotContain) {
  const std::string text = ")input";  // quoted, it would end the string
  const auto source = UnitTestSource(
      {.target = "asmtp_vector_file", .bytes = std::vector<uint8_t>(text.begin(), text.end())},
      "End");
  ASSERT_TRUE(source) << source.error();
  EXPECT_THAT(*source, HasSubstr("\n\")input\"\n)inputx\";"));
}

TEST(UnitTestTest, SaysWhyItCannotMakeATest) {
  const NamedInput small{.target = "asmtp_frame", .bytes = {}};
  EXPECT_THAT(UnitTestSource(small, "a-b").error(), HasSubstr("letters and digits"));
  EXPECT_THAT(UnitTestSource(small, "").error(), HasSubstr("letters and digits"));
  const NamedInput large{.target = "asmtp_frame", .bytes = std::vector<uint8_t>(100'000)};
  EXPECT_THAT(UnitTestSource(large, "Large").error(), HasSubstr("minimise it first"));
}

}  // namespace
}  // namespace asmtp::fuzz
