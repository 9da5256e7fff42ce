#include "fuzz/driver/campaign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "fuzz/driver/file.h"
#include "fuzz/driver/testing.h"

namespace asmtp::fuzz {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const Target kReal = {"real", {"seeds"}};

std::vector<std::string> Causes(const TargetReport& report) {
  std::vector<std::string> causes;
  for (const Finding& finding : report.findings) causes.push_back(finding.crash.Signature());
  return causes;
}

TEST(CampaignTest, ReportsFiguresOfACleanTarget) {
  const Tree tree;
  tree.Add("corpus/seeds/deep/one", "good");
  const TargetReport report = tree.Run(kReal);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_EQ(report.replayed, 1U);
  EXPECT_GT(report.executions, 100U);
  EXPECT_GT(report.features, 0U);
  EXPECT_GE(report.figures.at("inputs"), report.executions);
  EXPECT_FALSE(report.samples.empty());
}

TEST(CampaignTest, NamesARegressionAndLeavesItInPlace) {
  const Tree tree;
  tree.Add("corpus/regressions/real/mended_once", "badbad thing");
  const TargetReport report = tree.Run(kReal);
  ASSERT_THAT(Causes(report), ElementsAre("law NothingIsBad"));
  const Finding& finding = report.findings.front();
  EXPECT_EQ(finding.origin, Origin::kRegression);
  EXPECT_THAT(finding.names, testing::Contains(testing::EndsWith("regressions/real/mended_once")));
  EXPECT_EQ(finding.bytes, "badbad thing");
  EXPECT_EQ(finding.Reliability(), "reproducible: 4 of 4 runs fail this way");
}

TEST(CampaignTest, MinimisesAFailingSeedAndRunsTheOthers) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "badbad and much more that does not matter");
  tree.Add("corpus/seeds/b", "worsen");
  tree.Add("corpus/seeds/c", "badbad again");
  tree.Add("corpus/seeds/d", "good");
  const TargetReport report = tree.Run(kReal);
  ASSERT_THAT(Causes(report), UnorderedElementsAre("law NothingIsBad", "law NothingIsWorse"));
  const Finding& bad = report.findings.front();
  EXPECT_EQ(bad.origin, Origin::kCorpus);
  EXPECT_THAT(bad.names, testing::Contains(testing::EndsWith("seeds/a")));
  EXPECT_THAT(bad.names, testing::Contains(testing::EndsWith("seeds/c")));
  EXPECT_THAT(bad.bytes, testing::StartsWith("badbad"));
  EXPECT_LT(bad.bytes.size(), std::string("badbad again").size()) << bad.minimised;
  EXPECT_EQ(*ReadFile(bad.input, 100), bad.bytes);
  EXPECT_EQ(report.replayed, 4U);
  EXPECT_GT(report.executions, 100U) << "the fuzzer starts with the seeds that do not fail";
}

TEST(CampaignTest, ReplaysFindingsInTheNextRun) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "badbad one");
  ASSERT_THAT(Causes(tree.Run(kReal)), ElementsAre("law NothingIsBad"));
  std::filesystem::remove(tree.root() / "corpus/seeds/a");
  const TargetReport report = tree.Run(kReal);
  ASSERT_THAT(Causes(report), ElementsAre("law NothingIsBad"));
  EXPECT_EQ(report.findings.front().origin, Origin::kEarlier);
}

TEST(CampaignTest, ReportsAHangAsTimeout) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "hanged");
  tree.Add("corpus/seeds/b", "good");
  CampaignOptions options = tree.Options();
  options.timeout_seconds = 1;
  options.repeats = 2;
  const TargetReport report = tree.Run(kReal, options);
  ASSERT_THAT(Causes(report), ElementsAre("timeout"));
  EXPECT_THAT(report.findings.front().crash.sentence, HasSubstr("timeout after "));
  EXPECT_THAT(report.findings.front().minimised, HasSubstr("not minimised"));
  EXPECT_GT(report.executions, 100U);
}

TEST(CampaignTest, ReportsExhaustedMemory) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "eat up");
  const TargetReport report = tree.Run(kReal);
  ASSERT_THAT(Causes(report), ElementsAre("out-of-memory"));
  EXPECT_THAT(report.problems, IsEmpty());
}

TEST(CampaignTest, ReportsAnExitAsCrash) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "exited");
  ASSERT_THAT(tree.Run(kReal).findings, SizeIs(1));
}

TEST(CampaignTest, KeepsTheFoundCorpusAndLeavesTheTreeUnchanged) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "good");
  tree.Add("out/real/corpus/earlier", "hat");
  const TargetReport report = tree.Run(kReal);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(tree.FilesIn("corpus"), ElementsAre("a"));
  EXPECT_EQ(tree.FilesIn("out/real/corpus").size(), report.corpus_inputs);
  EXPECT_THAT(tree.FilesIn("out/real/corpus"), testing::Not(testing::Contains("earlier")))
      << "merged: named by what is in it, or not needed";
}

TEST(CampaignTest, ReportsAndSkipsWhatIsNotAnInput) {
  const Tree tree;
  tree.Add("corpus/regressions/real/empty", "");
  tree.Add("corpus/regressions/real/folder/file", "badbad");
  tree.Add("corpus/regressions/real/huge", std::string(size_t{10} << 20, 'x'));
  tree.Add("corpus/regressions/real/some", "worsen");
  ASSERT_EQ(::mkfifo((tree.root() / "corpus/regressions/real/pipe").c_str(), 0600), 0);
  std::filesystem::create_symlink("nowhere", tree.root() / "corpus/regressions/real/lost");
  tree.Add("corpus/seeds", "a file");
  const TargetReport report = tree.Run(kReal);
  EXPECT_THAT(Causes(report), ElementsAre("law NothingIsWorse"));
  EXPECT_EQ(report.replayed, 2U);
  EXPECT_THAT(report.problems,
              UnorderedElementsAre(HasSubstr("folder' is a folder, expected a file"),
                                   HasSubstr("pipe' is a pipe or device, expected a file"),
                                   HasSubstr("lost': No such file or directory"),
                                   HasSubstr("seeds' is a file, expected a folder")));
  EXPECT_THAT(report.notes, ElementsAre(HasSubstr("huge' is skipped: it has 10485760 bytes")));
}

TEST(CampaignTest, MovesAPipeOutOfTheFoundCorpus) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "good");
  tree.Add("out/real/corpus/good", "good");
  ASSERT_EQ(::mkfifo((tree.root() / "out/real/corpus/pipe").c_str(), 0600), 0);
  const TargetReport report = tree.Run(kReal);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_THAT(report.notes, ElementsAre(HasSubstr("pipe' is not a regular file and was moved to")));
}

TEST(CampaignTest, ReportsATargetThatDoesNotStartAsProblem) {
  const Tree tree;
  tree.Add("corpus/seeds/a", "good");
  for (const auto& [name, why] :
       {std::pair("mute", "exited with status 1, without output"),
        std::pair("library", "exited with status 127: error while loading shared libraries"),
        std::pair("nobody", "No such file or directory")}) {
    const TargetReport report = tree.Run({name, {"seeds"}});
    EXPECT_THAT(report.findings, IsEmpty()) << name;
    EXPECT_THAT(report.problems, ElementsAre(HasSubstr(why)));
  }
}

TEST(CampaignTest, ReportsAKilledTargetAsProblem) {
  const Tree tree;
  const TargetReport report = tree.Run({"killed", {}});
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.problems,
              testing::Contains(HasSubstr("it stopped early: was killed by SIGKILL")));
}

TEST(CampaignTest, KillsATargetThatIgnoresSignals) {
  const Tree tree;
  CampaignOptions options = tree.Options();
  options.time = std::chrono::milliseconds(100);
  options.timeout_seconds = 1;
  options.grace = options.merge_time = std::chrono::seconds(1);
  const TargetReport report = tree.Run({"deaf", {}}, options);
  EXPECT_THAT(report.problems,
              testing::Contains(HasSubstr("it ignored its deadline and was killed")));
}

TEST(CampaignTest, ReportsAFlakyCrash) {
  const Tree tree;
  tree.Add("corpus/regressions/flaky/a", "x");
  const TargetReport report = tree.Run({"flaky", {}});
  ASSERT_THAT(Causes(report), ElementsAre("law FakeLaw"))
      << testing::PrintToString(report.problems);
  EXPECT_EQ(report.findings.front().Reliability(), "flaky: 2 of 4 runs fail this way");
  EXPECT_EQ(report.findings.front().crash.file, "core/fake.cc");
}

TEST(CampaignTest, ReportsOldCrashesWhenNothingCanBeWritten) {
  const Tree tree;
  tree.Add("corpus/regressions/real/a", "badbad");
  tree.Add("out/real", "a file in the place of the folder");
  const TargetReport report = tree.Run(kReal);
  EXPECT_THAT(Causes(report), ElementsAre("law NothingIsBad"));
  EXPECT_THAT(report.problems, testing::Contains(HasSubstr("cannot create folder")));
}

}  // namespace
}  // namespace asmtp::fuzz
