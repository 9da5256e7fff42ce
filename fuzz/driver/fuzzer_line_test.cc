#include "fuzz/driver/fuzzer_line.h"

#include <gtest/gtest.h>

namespace asmtp::fuzz {
namespace {

TEST(FuzzerLineTest, ReadsStatus) {
  EXPECT_EQ(
      ReadStatus("#216\tNEW    cov: 6 ft: 7 corp: 2/7b lim: 6 exec/s: 0 rss: 32Mb L: 6/6 MS: 4 "
                 "ShuffleBytes-"),
      (FuzzerStatus{.executions = 216, .coverage = 6, .features = 7, .inputs = 2, .rss_mb = 32}));
  EXPECT_FALSE(ReadStatus("    #0 0x1 in x cov: 3"));
  EXPECT_FALSE(ReadStatus("#x cov: 1"));
  EXPECT_FALSE(ReadStatus("INFO: seed corpus: files: 3"));
}

TEST(FuzzerLineTest, ReadsFinalStats) {
  EXPECT_EQ(ReadFinalStat("stat::number_of_executed_units: 921", "number_of_executed_units"), 921U);
  EXPECT_EQ(ReadFinalStat("stat::peak_rss_mb:              33", "peak_rss_mb"), 33U);
  EXPECT_FALSE(ReadFinalStat("stat::peak_rss_mb: 33", "peak_rss"));
}

TEST(FuzzerLineTest, ReadsArtifacts) {
  EXPECT_EQ(ReadArtifact("artifact_prefix='a/'; Test unit written to a/crash-b47"), "a/crash-b47");
  EXPECT_FALSE(ReadArtifact("Test unit"));
  EXPECT_EQ(ReadBase64("Base64: Y2FuYXJ5"), "canary");
  EXPECT_EQ(ReadBase64("Base64: AP8="), std::string("\x00\xff", 2));
  EXPECT_EQ(ReadBase64("Base64: "), "");
  EXPECT_FALSE(ReadBase64("Base64: a b"));
}

}  // namespace
}  // namespace asmtp::fuzz
