#include "fuzz/sample.h"

#include <gtest/gtest.h>

namespace asmtp::fuzz {
namespace {

TEST(SampleTest, SelectsEveryInputWithoutAnEngine) {
  for (uint8_t i = 0; i < 200; ++i) EXPECT_TRUE(IsSampled(ByteArray<1>{i}, 1000));
}

TEST(SampleTest, SelectsOneInManyWithAnEngine) {
  size_t sampled = 0;
  for (size_t i = 0; i < 8000; ++i) {
    const ByteArray<2> input = {static_cast<uint8_t>(i >> 8), static_cast<uint8_t>(i)};
    sampled += IsSampled(HashOf(input), 8, /*has_engine=*/true) ? 1U : 0U;
  }
  EXPECT_GT(sampled, 800U);
  EXPECT_LT(sampled, 1200U);
}

}  // namespace
}  // namespace asmtp::fuzz
