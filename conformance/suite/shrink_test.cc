// Shrinking keeps the needed steps in order, and it terminates.
#include "conformance/suite/shrink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/transcript/contains.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using testing::ElementsAre;

Case CaseOfLets(size_t count) {
  std::string text =
      "asmtp-transcript 1\nid t/t\ntitle t\nlevel MUST\nclause TR-1 \"x\"\nroles "
      "responder\n[keys]\n";
  for (const std::string key : {"runner.s", "runner.e", "iut.s", "iut.e"}) {
    text += key + " = " + std::string(64, '1') + "\n";
  }
  text += "[steps]\n";
  for (size_t i = 0; i < count; ++i) {
    text += "let x" + std::to_string(i) + " = 00\n";
  }
  return ResolveCases(ReadTranscripts("t.atf", text).value()).value().cases.front();
}

std::vector<std::string> TextsOf(const Case& one_case) {
  std::vector<std::string> texts;
  for (const Step& step : one_case.steps) texts.push_back(step.text);
  return texts;
}

bool Has(const Case& one_case, const std::string& text) {
  return Contains(one_case.steps, text, &Step::text);
}

TEST(ShrinkTest, KeepsTheStepsThatTheFailureNeeds) {
  const Case small = Shrink(
      CaseOfLets(9), [](const Case& c) { return Has(c, "let x2 = 00") && Has(c, "let x7 = 00"); },
      100);
  EXPECT_THAT(TextsOf(small), ElementsAre("let x2 = 00", "let x7 = 00"));
}

// A step that was needed by a step removed later.
TEST(ShrinkTest, RetriesStepsThatWereNeededBefore) {
  const Case small = Shrink(
      CaseOfLets(4),
      [](const Case& c) {
        return Has(c, "let x3 = 00") && (Has(c, "let x2 = 00") || !Has(c, "let x1 = 00"));
      },
      100);
  EXPECT_THAT(TextsOf(small), ElementsAre("let x3 = 00"));
}

TEST(ShrinkTest, EndsAfterTheMaximumOfTries) {
  size_t tries = 0;
  const Case small = Shrink(
      CaseOfLets(9),
      [&](const Case&) {
        ++tries;
        return true;
      },
      3);
  EXPECT_EQ(tries, 3U);
  EXPECT_EQ(small.steps.size(), 6U);
}

TEST(ShrinkTest, KeepsAtLeastOneStep) {
  EXPECT_EQ(Shrink(CaseOfLets(3), [](const Case&) { return true; }, 100).steps.size(), 1U);
}

}  // namespace
}  // namespace asmtp::conformance
