// Every MUST and SHOULD of SPEC.md has a case or a reason. Missing and outdated entries are
// reported.
#include "conformance/transcript/clause_coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace asmtp::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kLedger = "corpus/clauses/untestable.txt";

std::string ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> Sentences(const ClauseCoverage& coverage) {
  std::vector<std::string> sentences;
  for (const SourceError& error : coverage.errors) sentences.push_back(error.Format());
  return sentences;
}

TEST(ClauseCoverageTest, EveryMustAndShouldHasACaseOrAReason) {
  const auto cases = LoadCases("corpus/transcripts");
  ASSERT_TRUE(cases) << cases.error().Format();
  const ClauseIndex clauses = ClauseIndex::Read(ReadFile("SPEC.md"));
  ASSERT_GE(clauses.size(), 200U);
  const auto ledger = ReadLedger(kLedger, ReadFile(kLedger));
  ASSERT_TRUE(ledger) << ledger.error().Format();
  EXPECT_THAT(Sentences(Cover(clauses, *cases, *ledger)), IsEmpty());
}

// A specification of four clauses and a set of one family.
class CoverTest : public testing::Test {
 protected:
  CoverTest() {
    cases_.cases.resize(2);
    cases_.cases[0].header.id = "some/case@n=1";
    cases_.cases[0].header.clauses = {{.id = "AB-1", .quote = "x"}};
    cases_.cases[1].header = cases_.cases[0].header;
    cases_.cases[1].header.id = "some/case@n=2";
  }

  ClauseCoverage CoverWith(std::string_view ledger) const {
    return Cover(clauses_, cases_, *ReadLedger("ledger.txt", ledger));
  }

  CaseSet cases_;
  ClauseIndex clauses_ = ClauseIndex::Read(
      "- **[AB-2]** It SHOULD\n  y.\n- **[AB-1]** It MUST NOT x.\n- **[AB-3]** It MAY z.\n\n"
      "- **[AB-4]** a fact\n");
};

TEST_F(CoverTest, ListsEachClauseWithItsLevelAndCases) {
  const ClauseCoverage coverage = CoverWith("AB-2 nobody can\n  see y\n");
  EXPECT_THAT(Sentences(coverage), IsEmpty());
  ASSERT_EQ(coverage.clauses.size(), 4U);
  EXPECT_EQ(coverage.clauses[0].id, "AB-2");
  EXPECT_EQ(coverage.clauses[0].level, Level::kShould);
  EXPECT_EQ(coverage.clauses[0].words, "It SHOULD y.");
  EXPECT_EQ(coverage.clauses[0].untestable, "nobody can see y");
  EXPECT_EQ(coverage.clauses[1].level, Level::kMust);
  EXPECT_THAT(coverage.clauses[1].cases, ElementsAre("some/case"));
  EXPECT_TRUE(coverage.clauses[1].covered);
  EXPECT_EQ(coverage.clauses[2].level, Level::kMay);
  EXPECT_EQ(coverage.clauses[3].level, Level::kInfo);
}

TEST_F(CoverTest, ReportsAnOpenClause) {
  EXPECT_THAT(Sentences(CoverWith("")),
              ElementsAre("ledger.txt: AB-2 (SHOULD) is neither quoted by a case nor in this "
                          "ledger: It SHOULD y."));
}

TEST_F(CoverTest, ReportsACaseBelowTheLevelOfItsClause) {
  cases_.cases[0].header.level = cases_.cases[1].header.level = Level::kShould;
  EXPECT_THAT(Sentences(CoverWith("AB-2 reason\n")),
              ElementsAre("ledger.txt: AB-1 is a MUST, and no case of that level quotes it: "
                          "some/case cannot fail"));
}

TEST_F(CoverTest, ReportsAnOutdatedEntry) {
  EXPECT_THAT(Sentences(CoverWith("# comment\nAB-2 reason\nAB-1 reason\nAB-9 reason\n")),
              ElementsAre("ledger.txt:3: AB-1 is tested by some/case; remove it from this ledger",
                          "ledger.txt:4: the specification has no clause AB-9"));
}

TEST(LedgerTest, ReportsInvalidLines) {
  const auto error = [](std::string_view text) {
    const auto ledger = ReadLedger("l.txt", text);
    return ledger ? "" : ledger.error().Format();
  };
  EXPECT_EQ(error("TR-1\n"), "l.txt:1: expected a reason after TR-1");
  EXPECT_EQ(error("\n  TR-1 x\n"), "l.txt:2: expected a clause such as TR-12");
  EXPECT_EQ(error("TR-1 x\nTR-1 y\n"), "l.txt:2: TR-1: duplicate entry");
}

}  // namespace
}  // namespace asmtp::conformance
