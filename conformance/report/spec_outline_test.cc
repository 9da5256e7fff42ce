#include "conformance/report/spec_outline.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace asmtp::conformance {
namespace {

TEST(SpecOutlineTest, AssignsClausesToHeadings) {
  const auto clauses = ReadOutline(
      "# Title\n- **[A-1]** Before any.\n## 2 Two\n\n### 2.1 Keys\n- **[A-2]** It MUST\n  not. \n"
      "- a note\n## 3 Three\n- **[B-1]** It SHOULD. It is\n- **[B-2]** It MAY.\n- **[B-3]** is\n");
  ASSERT_EQ(clauses.size(), 5U);
  EXPECT_EQ(clauses[0].section, "");
  EXPECT_EQ(clauses[0].level, Level::kInfo);
  EXPECT_EQ(clauses[1].id, "A-2");
  EXPECT_EQ(clauses[1].section, "2.1 Keys");
  EXPECT_EQ(clauses[1].text, "It MUST not.");
  EXPECT_EQ(clauses[1].level, Level::kMust);
  EXPECT_EQ(clauses[2].section, "3 Three");
  EXPECT_EQ(clauses[2].level, Level::kShould);
  EXPECT_EQ(clauses[3].level, Level::kMay);
}

TEST(SpecOutlineTest, EveryClauseOfSpecHasSection) {
  std::ifstream stream("SPEC.md");
  const std::string text((std::istreambuf_iterator<char>(stream)),
                         std::istreambuf_iterator<char>());
  const auto clauses = ReadOutline(text);
  EXPECT_GT(clauses.size(), 200U);
  std::set<std::string> ids;
  for (const ReportClause& clause : clauses) {
    EXPECT_TRUE(ids.insert(clause.id).second) << clause.id;
    EXPECT_FALSE(clause.section.empty()) << clause.id;
    EXPECT_FALSE(clause.text.empty()) << clause.id;
  }
}

TEST(SpecOutlineTest, EmptyTextHasNoClauses) { EXPECT_TRUE(ReadOutline("").empty()); }

}  // namespace
}  // namespace asmtp::conformance
