// The table says what it has to, about clauses that there are.
#include "conformance/faulty/seam/fault_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "conformance/deviant/row.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::faulty {
namespace {

conformance::ClauseIndex Clauses() {
  std::ifstream file("SPEC.md");
  std::ostringstream text;
  text << file.rdbuf();
  return conformance::ClauseIndex::Read(text.str());
}

TEST(FaultTableTest, FirstOneIsRight) {
  EXPECT_EQ(SeamFaults().front().name, "none");
  EXPECT_EQ(SeamFaults().front().clause, "");
}

TEST(FaultTableTest, EveryOtherHasANameAClauseAndASentence) {
  const auto clauses = Clauses();
  std::set<std::string_view> names;
  for (const SeamFault& fault : SeamFaults().subspan(1)) {
    SCOPED_TRACE(fault.name);
    EXPECT_TRUE(names.insert(fault.name).second) << "there are two of that name";
    EXPECT_NE(clauses.Find(fault.clause), "") << "SPEC.md has no clause " << fault.clause;
    EXPECT_TRUE(fault.what.ends_with('.'));
    EXPECT_EQ(FindSeamFault(fault.name), &fault);
  }
  EXPECT_GE(names.size(), 60U);
}

TEST(FaultTableTest, HypothesesAreTheRunners) {
  for (const SeamFault& fault : SeamFaults()) {
    if (fault.hypothesis.empty()) continue;
    EXPECT_NE(deviant::FindRow(deviant::Serves::kHypothesis, fault.hypothesis), nullptr)
        << fault.name << ": " << fault.hypothesis;
  }
}

TEST(FaultTableTest, UnknownNameIsNoFault) { EXPECT_EQ(FindSeamFault("no-such-fault"), nullptr); }

}  // namespace
}  // namespace asmtp::faulty
