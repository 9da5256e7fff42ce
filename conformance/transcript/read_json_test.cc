#include "conformance/transcript/read_json.h"

#include <gtest/gtest.h>

namespace asmtp::conformance {
namespace {

std::string ErrorOf(std::string_view text) { return ReadJson(text).error().Format("x.json"); }

TEST(ReadJsonTest, TakesDocumentsOfOrdinaryDepth) {
  EXPECT_EQ(ReadJson("{\"a\": [1, \"[[{\\\"\"]}")->at("a").at(0), 1);
  const std::string deep = std::string(kJsonDepthMax, '[') + std::string(kJsonDepthMax, ']');
  EXPECT_TRUE(ReadJson(deep));
}

TEST(ReadJsonTest, RefusesADeepDocument) {
  EXPECT_EQ(ErrorOf("[\n" + std::string(100'000, '[')),
            "x.json:2:64: invalid JSON: nested more than 64 levels deep");
}

TEST(ReadJsonTest, RefusesANumberThatIsTooLarge) {
  EXPECT_EQ(ErrorOf("{\n  \"a\": 1e999}"),
            "x.json:2:8: invalid JSON: number overflow parsing '1e999'");
}

TEST(ReadJsonTest, RefusesADuplicateKey) {
  EXPECT_EQ(ErrorOf("{\"a\": {\"b\": \"a\\\":\"},\n \"c\": [{\"b\": 1, \"a\": 2}],\n \"a\" : 3}"),
            "x.json:3:4: invalid JSON: duplicate key");
  EXPECT_TRUE(ReadJson("[{\"a\": 1}, {\"a\": {\"a\": 1}}]"));
}

TEST(ReadJsonTest, NamesThePlace) {
  EXPECT_EQ(ErrorOf("{\n  \"a\": nul\n}").substr(0, 28), "x.json:3:1: invalid JSON: sy");
  EXPECT_EQ(ErrorOf("").substr(0, 25), "x.json:1:1: invalid JSON:");
}

}  // namespace
}  // namespace asmtp::conformance
