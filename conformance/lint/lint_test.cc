// Each rule has a file that breaks only this rule; the corpus breaks none.
#include "conformance/lint/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

namespace fs = std::filesystem;

// The corpus and `more`.
LintSubject SubjectWith(const std::vector<fs::path>& more) {
  LintSubject subject;
  auto files = *FindCaseFiles("corpus/transcripts");
  files.insert(files.end(), more.begin(), more.end());
  for (const fs::path& file : files) {
    auto some = LoadTranscripts(file);
    if (!some) ADD_FAILURE() << some.error().Format();
    if (some) std::ranges::move(*some, std::back_inserter(subject.transcripts));
  }
  auto cases = ResolveCases(subject.transcripts);
  if (!cases) ADD_FAILURE() << cases.error().Format();
  if (cases) subject.cases = *std::move(cases);
  subject.clauses = ClauseIndex::Read(*ReadTextFile("SPEC.md", size_t{16} << 20));
  return subject;
}

std::set<std::string> FilesOf(const LintSubject& subject) {
  std::set<std::string> files;
  for (const Transcript& transcript : subject.transcripts) files.insert(transcript.file);
  return files;
}

std::string TestFile(std::string_view rule) {
  return "conformance/lint/testdata/" + std::string(rule) + ".atf";
}

std::vector<Finding> LintFile(const std::string& file) { return Lint(SubjectWith({file}), {file}); }

TEST(LintTest, CorpusHasNoFindings) {
  const LintSubject subject = SubjectWith({});
  ASSERT_GE(subject.cases.cases.size(), 100U);
  for (const Finding& finding : Lint(subject, FilesOf(subject))) ADD_FAILURE() << finding.Format();
}

TEST(LintTest, EachTestFileBreaksExactlyItsRule) {
  ASSERT_GE(LintRules().size(), 16U);
  for (const LintRule& rule : LintRules()) {
    const std::vector<Finding> findings = LintFile(TestFile(rule.name));
    for (const Finding& finding : findings) EXPECT_EQ(finding.rule, rule.name) << finding.Format();
    EXPECT_EQ(findings.size(), 1U) << rule.name;
    for (const Finding& finding : findings) {
      EXPECT_EQ(finding.error.file, TestFile(rule.name));
      EXPECT_NE(finding.error.line, 0U) << finding.Format();
    }
  }
}

TEST(LintTest, CorrectCaseHasNoFinding) {
  for (const Finding& finding : LintFile(TestFile("nothing-wrong"))) {
    ADD_FAILURE() << finding.Format();
  }
}

TEST(LintTest, FormatsFileLineAndRule) {
  const auto findings = LintFile(TestFile("level-above-clause"));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].Format(),
            "conformance/lint/testdata/level-above-clause.atf:4: expected a level of at most "
            "SHOULD, as in its clauses; found MUST [level-above-clause]");
}

}  // namespace
}  // namespace asmtp::conformance
