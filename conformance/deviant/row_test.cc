// Every row is complete and cites an existing clause.
#include "conformance/deviant/row.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "conformance/transcript/clause_index.h"

namespace asmtp::deviant {
namespace {

conformance::ClauseIndex Clauses() {
  std::ifstream file("SPEC.md");
  std::ostringstream text;
  text << file.rdbuf();
  return conformance::ClauseIndex::Read(text.str());
}

TEST(EndpointRowsTest, FirstConforms) {
  const Row& first = *RowsFor(Serves::kEndpoint).front();
  EXPECT_EQ(first.id, "none");
  EXPECT_EQ(first.clause, "");
}

TEST(EndpointRowsTest, OthersHaveUniqueNameClauseAndSentence) {
  const auto clauses = Clauses();
  std::set<std::string_view> names;
  for (const Row* row : RowsFor(Serves::kEndpoint)) {
    if (row->id == "none") continue;
    SCOPED_TRACE(row->id);
    EXPECT_TRUE(names.insert(row->id).second) << "duplicate name";
    EXPECT_NE(clauses.Find(row->clause), "") << "SPEC.md has no clause " << row->clause;
    EXPECT_TRUE(row->sentence.ends_with('.'));
    EXPECT_EQ(FindRow(Serves::kEndpoint, row->id), row);
  }
  EXPECT_GE(names.size(), 60U);
}

// An endpoint applies its own deviation or that of a hypothesis.
TEST(EndpointRowsTest, HypothesesExist) {
  for (const Row* row : RowsFor(Serves::kEndpoint)) {
    if (row->id == "none") continue;
    SCOPED_TRACE(row->id);
    const bool known = FindRow(Serves::kHypothesis, row->hypothesis) != nullptr;
    EXPECT_TRUE(row->hypothesis.empty() || known) << row->hypothesis;
    EXPECT_TRUE(row->apply != nullptr || known);
  }
}

TEST(RowTest, FindsNoUnknownId) { EXPECT_EQ(FindRow(Serves::kEndpoint, "no-such-fault"), nullptr); }

}  // namespace
}  // namespace asmtp::deviant
