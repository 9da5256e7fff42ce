#include "fuzz/driver/target_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace asmtp::fuzz {
namespace {

using testing::HasSubstr;

std::vector<std::string> Names(const std::vector<Target>& targets) {
  std::vector<std::string> names;
  for (const Target& target : targets) names.push_back(target.name);
  return names;
}

TEST(TargetTableTest, ReadsATargetAndItsFolders) {
  const auto targets = ParseTargets("# all\n\na_b  c d # and so on\nx\n");
  ASSERT_TRUE(targets) << targets.error();
  EXPECT_EQ(*targets, (std::vector<Target>{{"a_b", {"c", "d"}}, {"x", {}}}));
}

TEST(TargetTableTest, NamesTheLineOfAnError) {
  EXPECT_THAT(ParseTargets("a\n../b c\n").error(),
              testing::StartsWith("2: expected a target and folders"));
  EXPECT_THAT(ParseTargets("a ../c\n").error(),
              testing::StartsWith("1: expected a target and folders"));
  EXPECT_EQ(ParseTargets("a\nb\na\n").error(), "3: duplicate target a");
  EXPECT_THAT(LoadTargets("no/such/file").error(), HasSubstr("cannot read 'no/such/file'"));
}

TEST(TargetTableTest, SelectsByGlobs) {
  const std::vector<Target> all = {{"asmtp_a", {}}, {"asmtp_b", {}}, {"asmtp_ab", {}}};
  EXPECT_EQ(Names(*SelectTargets(all, {})), Names(all));
  EXPECT_EQ(Names(*SelectTargets(all, {"*_a*"})),
            (std::vector<std::string>{"asmtp_a", "asmtp_ab"}));
  EXPECT_THAT(SelectTargets(all, {"asmtp_a", "x*"}).error(),
              testing::StartsWith("unknown fuzz target 'x*', expected one of: asmtp_a"));
}

TEST(TargetTableTest, SelectsTheCanaryOnlyByName) {
  const std::vector<Target> all = {{"asmtp_a", {}}};
  EXPECT_EQ(Names(*SelectTargets(all, {"asmtp_*"})), std::vector<std::string>{"asmtp_a"});
  EXPECT_EQ(Names(*SelectTargets(all, {"asmtp_canary"})), std::vector<std::string>{"asmtp_canary"});
}

TEST(TargetTableTest, ReadsTheTableOfTheTree) {
  const auto targets = LoadTargets("fuzz/targets.txt");
  ASSERT_TRUE(targets) << targets.error();
  EXPECT_THAT(Names(*targets), testing::Contains("asmtp_session"));
}

}  // namespace
}  // namespace asmtp::fuzz
