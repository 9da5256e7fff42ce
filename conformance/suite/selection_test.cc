#include "conformance/suite/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace asmtp::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Case MakeCase(const std::string& id, Level level, const std::string& clause, int tier,
              std::vector<std::string> tags = {}) {
  Case one;
  one.header.id = id;
  one.header.level = level;
  one.header.clauses = {{.id = clause, .quote = "", .line = 0}};
  one.header.tier = tier;
  one.header.tags = std::move(tags);
  one.header.roles = {noise::Role::kResponder, noise::Role::kInitiator};
  one.header.suites = {Suite::kEd25519, Suite::kX25519};
  one.header.framings = {Framing::kU32, Framing::kU16};
  return one;
}

CaseSet Some() {
  CaseSet set;
  set.cases = {MakeCase("a/one", Level::kMust, "HS-1", 0),
               MakeCase("a/two", Level::kShould, "HS-10", 1),
               MakeCase("b/fam@x=1", Level::kMust, "TR-1", 1, {"slow"}),
               MakeCase("b/fam@x=2", Level::kMust, "TR-8", 1),
               MakeCase("b/long", Level::kMust, "TR-8", 1, {"endurance"})};
  set.cases[0].header.roles = {noise::Role::kResponder};
  return set;
}

// The ids, or the error.
std::vector<std::string> Selected(const SelectionOptions& options) {
  static const CaseSet kSet = Some();
  const auto selection = Select(kSet, options);
  if (!selection) return {selection.error()};
  std::vector<std::string> ids;
  for (const Case* one : selection->cases) ids.push_back(one->header.id);
  return ids;
}

TEST(SelectionTest, OmitsEnduranceCases) {
  EXPECT_THAT(Selected({}), ElementsAre("a/one", "a/two", "b/fam@x=1", "b/fam@x=2"));
  EXPECT_THAT(Selected({.tags = {"endurance"}}), ElementsAre("b/long"));
  EXPECT_THAT(Selected({.globs = {"b/long"}, .endurance = true}), ElementsAre("b/long"));
  EXPECT_THAT(Selected({.globs = {"b/long"}}),
              ElementsAre("these are endurance cases; add --endurance to play them"));
}

TEST(SelectionTest, AppliesEachFilter) {
  EXPECT_THAT(Selected({.globs = {"b/fam"}}), ElementsAre("b/fam@x=1", "b/fam@x=2"));
  EXPECT_THAT(Selected({.globs = {"*x=2", "a/*"}}), ElementsAre("a/one", "a/two", "b/fam@x=2"));
  EXPECT_THAT(Selected({.skip = {"b/*", "a/two"}}), ElementsAre("a/one"));
  // A clause id, or a prefix of ids; HS-1 is not a prefix of HS-10.
  EXPECT_THAT(Selected({.clauses = {"HS-1"}}), ElementsAre("a/one"));
  EXPECT_THAT(Selected({.clauses = {"HS"}}), ElementsAre("a/one", "a/two"));
  EXPECT_THAT(Selected({.levels = {Level::kShould}}), ElementsAre("a/two"));
  EXPECT_THAT(Selected({.tags = {"slow"}}), ElementsAre("b/fam@x=1"));
  EXPECT_THAT(Selected({.tiers = {0}}), ElementsAre("a/one"));
  EXPECT_THAT(Selected({.globs = {"a/*"},
                        .configs = {{noise::Role::kInitiator, Suite::kEd25519, Framing::kU32}}}),
              ElementsAre("a/two"));
}

TEST(SelectionTest, NamesTheFilterThatMatchesNothing) {
  EXPECT_THAT(Selected({.globs = {"c/*"}}),
              ElementsAre("no case matches 'c/*'; run 'asmtp-conform list' to see all ids"));
  EXPECT_THAT(Selected({.skip = {"c/*"}}),
              ElementsAre("no case matches 'c/*'; run 'asmtp-conform list' to see all ids"));
  EXPECT_THAT(
      Selected({.clauses = {"TR-80"}}),
      ElementsAre(
          "no case quotes the clause 'TR-80'; run 'asmtp-conform list' to see which are quoted"));
  EXPECT_THAT(Selected({.tags = {"x"}}), ElementsAre("no case has the tag 'x'"));
  EXPECT_THAT(Selected({.globs = {"a/*"}, .clauses = {"TR"}}),
              ElementsAre("no case matches all of these filters"));
}

TEST(SelectionTest, ShardsAreAPartition) {
  CaseSet set;
  for (int i = 0; i < 200; ++i) {
    set.cases.push_back(MakeCase("c/" + std::to_string(i), Level::kMust, "TR-1", 1));
  }
  std::set<const Case*> seen;
  for (size_t i = 1; i <= 3; ++i) {
    const auto part = Select(set, {.shard = Shard{i, 3}});
    ASSERT_TRUE(part);
    EXPECT_GT(part->cases.size(), 40U);
    for (const Case* one : part->cases) EXPECT_TRUE(seen.insert(one).second);
  }
  EXPECT_EQ(seen.size(), 200U);
  // A case stays in its shard when others are removed.
  const auto before = Select(set, {.shard = Shard{1, 3}});
  const std::string id = before->cases.back()->header.id;
  std::erase_if(set.cases, [&](const Case& c) { return c.header.id != id; });
  EXPECT_TRUE(Select(set, {.shard = Shard{1, 3}}));
}

TEST(SelectionTest, ShuffleIsDeterminedByTheSeed) {
  const auto first = Selected({.shuffle = 7});
  EXPECT_EQ(first, Selected({.shuffle = 7}));
  EXPECT_THAT(first, testing::UnorderedElementsAreArray(Selected({})));
  bool differs = false;
  for (uint64_t seed = 0; seed < 8; ++seed)
    differs = differs || Selected({.shuffle = seed}) != first;
  EXPECT_TRUE(differs);
}

TEST(SelectionTest, OnlySelectsCasesInConfigurations) {
  const CaseSet set = Some();
  const Config config{noise::Role::kResponder, Suite::kX25519, Framing::kU16};
  const auto selection = Select(set, {.only = std::vector<RunKey>{{"a/two", config}}});
  ASSERT_TRUE(selection);
  EXPECT_EQ(selection->CountRuns(), 1U);
  EXPECT_TRUE(selection->filtered);
  EXPECT_TRUE(selection->wanted(*selection->cases[0], config));
  EXPECT_FALSE(selection->wanted(*selection->cases[0], AllConfigs()[0]));
  EXPECT_FALSE(Select(set, {.only = std::vector<RunKey>{}}));
}

TEST(SelectionTest, CountsRunsOfSupportedConfigurations) {
  const CaseSet set = Some();
  EXPECT_EQ(Select(set, {.globs = {"a/*"}})->CountRuns(), 4U + 8U);
  EXPECT_FALSE(Select(set, {})->filtered);
}

}  // namespace
}  // namespace asmtp::conformance
