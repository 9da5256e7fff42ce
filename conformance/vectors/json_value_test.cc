#include "conformance/vectors/json_value.h"

#include <gtest/gtest.h>

namespace asmtp::vectors {
namespace {

// The error as file:line: text, without the file.
std::string ErrorOf(std::string_view text) {
  const auto document = ParseJson(text);
  if (document) return "parsed";
  return std::to_string(document.error().line) + ": " + document.error().what;
}

TEST(JsonValue, RecordsTheLineOfEveryKindOfValue) {
  const auto document = ParseJson(
      "{\"text\": \"a\",\n"
      " \"number\": 1\n,"
      " \"last number\": 2\n"
      "\n"
      ",\"boolean\": true, \"null\": null,\n"
      " \"list\": [\n"
      "  1,\n"
      "  2], \"object\":\n"
      "  {}\n"
      "}");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->line, 1u);
  EXPECT_EQ(document->Find("text")->line, 1u);
  EXPECT_EQ(document->Find("number")->line, 2u);
  EXPECT_EQ(document->Find("last number")->line, 3u);
  EXPECT_EQ(document->Find("boolean")->line, 5u);
  EXPECT_EQ(document->Find("null")->line, 5u);
  EXPECT_EQ(document->Find("list")->line, 6u);
  EXPECT_EQ(document->Find("list")->items[1].line, 8u);
  EXPECT_EQ(document->Find("object")->line, 9u);
}

TEST(JsonValue, KeepsValues) {
  const auto document = ParseJson(R"({"a": [1, -1, 1.5, "x", true, null], "b": {}})");
  ASSERT_TRUE(document);
  const auto& items = document->Find("a")->items;
  ASSERT_EQ(items.size(), 6u);
  EXPECT_EQ(items[0].integer, 1u);
  EXPECT_EQ(items[1].integer, std::nullopt);
  EXPECT_EQ(items[2].integer, std::nullopt);
  EXPECT_EQ(items[3].text, "x");
  EXPECT_TRUE(items[4].boolean);
  EXPECT_EQ(items[5].kind, JsonValue::Kind::kNull);
  EXPECT_EQ(document->Find("b")->kind, JsonValue::Kind::kObject);
  EXPECT_EQ(document->Find("c"), nullptr);
  EXPECT_EQ(items[0].Find("a"), nullptr);
}

TEST(JsonValue, LocatesInvalidJson) {
  EXPECT_EQ(ErrorOf(""),
            "1: expected JSON: unexpected end of input; expected '[', '{', or a literal");
  EXPECT_EQ(ErrorOf("{\n\"a\": 1,\n}"),
            "3: expected JSON: unexpected '}'; expected string literal");
  EXPECT_EQ(ErrorOf("{\"a\": 1}\n\n x"),
            "3: expected JSON: invalid literal; expected end of input");
  EXPECT_EQ(ErrorOf("{\"a\"\n: \"\n\"}"),
            "2: expected JSON: invalid string: control character U+000A (LF) must be escaped to "
            "\\u000A or \\n");
  EXPECT_EQ(ErrorOf("{\"a\": \"\xff\"}"),
            "1: expected JSON: invalid string: ill-formed UTF-8 byte");
  EXPECT_EQ(ErrorOf("{\"a\": 1, \"a\": 2}"), "1: duplicate member of an object");
}

TEST(JsonValue, NeverShowsTheLastText) {
  const std::string error = ErrorOf("{\"secret\": \"c0ffee\", \"c0ffee\n\": 1}");
  EXPECT_EQ(error.find("c0ffee"), std::string::npos) << error;
}

TEST(JsonValue, LimitsDepthAndNumberOfValues) {
  const std::string deep(kJsonDepthMax, '[');
  EXPECT_TRUE(ParseJson(deep + std::string(kJsonDepthMax, ']')));
  EXPECT_EQ(ErrorOf("[" + deep), "1: expected at most 16 levels of nesting");
  EXPECT_EQ(ErrorOf(std::string(1'000'000, '[')), "1: expected at most 16 levels of nesting");

  std::string many = "[0";
  for (size_t i = 2; i < kJsonValuesMax; ++i) many += ",0";
  EXPECT_TRUE(ParseJson(many + "]"));
  EXPECT_EQ(ErrorOf(many + ",\n0]"), "2: expected at most 1000000 values");
}

}  // namespace
}  // namespace asmtp::vectors
