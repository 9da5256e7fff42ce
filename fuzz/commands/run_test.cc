// asmtp-fuzz as a user runs it: exit status, output and reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "conformance/iut/child_process.h"
#include "conformance/report/external_check.h"
#include "fuzz/driver/file.h"
#include "fuzz/driver/testing.h"

namespace asmtp::fuzz {
namespace {

using conformance::ChildProcess;
using testing::HasSubstr;

struct Ended {
  int status = -1;
  std::string text;  // both streams
};

class RunTest : public testing::Test {
 protected:
  RunTest() {
    tree_.Add("fuzz/targets.txt", "real seeds\nmute seeds\n");
    tree_.Add("corpus/seeds/one", "good");
  }

  std::unique_ptr<ChildProcess> Start(std::vector<std::string> arguments) const {
    std::vector<std::string> words = {"sh", "-c", R"(exec "$@" 2>&1)", "sh",
                                      std::filesystem::current_path() / "fuzz/commands/asmtp-fuzz"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto child =
        ChildProcess::Start(words, {"ASMTP_ROOT=" + tree_.root().string(),
                                    "ASMTP_FUZZ_BINARIES=" + (tree_.root() / "bin").string(),
                                    "ASMTP_FUZZ_NOT_BUILT=" + not_built_});
    EXPECT_TRUE(child) << child.error();
    return *std::move(child);
  }
  static Ended WaitFor(ChildProcess& child) {
    const auto deadline = Clock::now() + std::chrono::seconds(120);
    Ended ended{.text = child.WaitForOutput(deadline)};
    if (const auto status = child.Wait(deadline)) ended.status = status->code;
    return ended;
  }
  Ended Fuzz(std::vector<std::string> arguments) const {
    return WaitFor(*Start(std::move(arguments)));
  }
  // Few enough runs to be quick.
  Ended Run(const std::string& target) const {
    return Fuzz({"--target", target, "--jobs", "1", "--minimise", "2", "--rss-limit", "400", "--",
                 "-runs=2000"});
  }
  std::string Report(const char* name) const {
    return ReadFile(tree_.root() / "out/fuzz" / name, size_t{1} << 24).value_or("");
  }
  nlohmann::json Json() const { return nlohmann::json::parse(Report("report.json")); }

  Tree tree_;
  std::string not_built_;
};

TEST_F(RunTest, ExitsWith0WithoutFindings) {
  const Ended ended = Run("real");
  EXPECT_EQ(ended.status, 0) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("no findings; 1 target"));
  EXPECT_FALSE(Json()["interrupted"]);
}

TEST_F(RunTest, ExitsWith1OnABugAndReportsItEverywhere) {
  tree_.Add("corpus/regressions/real/fixed_once", "badbad");
  const Ended ended = Run("real");
  EXPECT_EQ(ended.status, 1) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("regression real: law NothingIsBad"));
  EXPECT_EQ(conformance::CheckXml(Report("junit.xml"), "conformance/report/junit.xsd"), "");
  EXPECT_EQ(conformance::XPath(Report("junit.xml"), "string(//failure/../@name)"),
            "law NothingIsBad\n");
  EXPECT_EQ(
      conformance::CheckJson(Report("report.sarif"), "conformance/report/sarif-schema-2.1.0.json"),
      "");
  EXPECT_THAT(Report("report.sarif"), HasSubstr("\"ruleId\": \"NothingIsBad\""));
  EXPECT_THAT(Report("report.html"), HasSubstr("law NothingIsBad"));
  EXPECT_THAT(Report("report.html"), HasSubstr("<svg class=\"chart\""));
  EXPECT_EQ(Json()["targets"][0]["findings"][0]["bytes"], "626164626164");
}

TEST_F(RunTest, ExitsWith3OnInfrastructureFailure) {
  const Ended ended = Run("mute");
  EXPECT_EQ(ended.status, 3) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("problem with mute: the target cannot replay files"));
  EXPECT_THAT(Report("junit.xml"), HasSubstr("<error type=\"infrastructure\""));
  EXPECT_EQ(conformance::CheckXml(Report("junit.xml"), "conformance/report/junit.xsd"), "");
}

TEST_F(RunTest, ExitsWith3IfItsOutputIsLost) {
  for (const char* lost : {">&-", ">/dev/full", ">&- 2>&-"}) {
    const auto child =
        ChildProcess::Start({"sh", "-c", std::string("exec fuzz/commands/asmtp-fuzz list ") + lost},
                            {"ASMTP_ROOT=" + tree_.root().string()});
    ASSERT_TRUE(child);
    EXPECT_EQ(WaitFor(**child).status, 3) << lost;
  }
}

TEST_F(RunTest, ExitsWith3OnAnUnbuiltTargetAndRunsTheOthers) {
  not_built_ = "mute";
  const Ended ended = Run("*");
  EXPECT_EQ(ended.status, 3) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("problem with mute: could not be built"));
  EXPECT_GT(Json()["targets"][0]["executions"], 100);
}

TEST_F(RunTest, PrefersTheStatusOfABugToInfrastructure) {
  tree_.Add("corpus/regressions/real/a", "badbad");
  tree_.Add("corpus/regressions/real/folder/b", "");
  const Ended ended = Run("real");
  EXPECT_EQ(ended.status, 1) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("folder' is a folder, expected a file"));
}

TEST_F(RunTest, ExitsWith2OnUsageErrors) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--seconds", "0"},
                                             {"--target", "nobody"},
                                             {"--nonsense"},
                                             {"no-file"},
                                             {"--target", "real", "no-file"},
                                             {"--target", "real", "/tmp"},
                                             {"corpus"},
                                             {"corpus", "import", "no-folder", "--target", "real"},
                                             {"floors", "--target", "real"}}) {
    const Ended ended = Fuzz(words);
    EXPECT_EQ(ended.status, 2) << testing::PrintToString(words) << ended.text;
    EXPECT_THAT(ended.text, testing::StartsWith("asmtp-fuzz: "));
  }
}

TEST_F(RunTest, ReplaysFiles) {
  tree_.Add("bad", "badbad");
  tree_.Add("empty", "");
  const std::string bad = tree_.root() / "bad";
  const std::string empty = tree_.root() / "empty";
  const Ended ended = Fuzz({"--target", "real", bad, empty});
  EXPECT_EQ(ended.status, 1) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("broken law NothingIsBad"));
  EXPECT_THAT(ended.text, HasSubstr("1 passed, 1 failed"));
  EXPECT_EQ(Fuzz({"--target", "real", empty}).status, 0);
}

TEST_F(RunTest, WritesCompleteReportsOnCtrlC) {
  tree_.Add("corpus/regressions/real/a", "badbad");
  const auto child = Start({"--target", "real", "--seconds", "100"});
  // The first progress line comes after ten seconds, when the old crash is known.
  ASSERT_TRUE(
      child->WaitForLine("asmtp-fuzz: 0:1", Clock::now() + std::chrono::seconds(60)).has_value());
  ::kill(child->pid(), SIGINT);
  const Ended ended = WaitFor(*child);
  EXPECT_EQ(ended.status, 1) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("; interrupted"));
  EXPECT_TRUE(Json()["interrupted"]);
  EXPECT_EQ(Json()["targets"][0]["findings"][0]["cause"], "law NothingIsBad");
  EXPECT_GT(Json()["targets"][0]["executions"], 100);
  EXPECT_EQ(conformance::CheckXml(Report("junit.xml"), "conformance/report/junit.xsd"), "");
}

TEST_F(RunTest, RefusesTheFolderOfAnotherRunAndTellsOfATermination) {
  const auto first = Start({"--target", "real", "--seconds", "100"});
  ASSERT_TRUE(first->WaitForLine("asmtp-fuzz: real", Clock::now() + std::chrono::seconds(60)));
  const Ended second = Run("real");
  EXPECT_EQ(second.status, 3) << second.text;
  EXPECT_THAT(second.text, HasSubstr("another run writes to"));
  ::kill(first->pid(), SIGTERM);
  const Ended ended = WaitFor(*first);
  EXPECT_EQ(ended.status, 128 + SIGTERM) << ended.text;
  EXPECT_TRUE(Json()["interrupted"]);
}

TEST_F(RunTest, ExitsWith3IfAFolderOfSeedsIsMissing) {
  std::filesystem::rename(tree_.root() / "corpus/seeds", tree_.root() / "corpus/away");
  const Ended ended = Run("real");
  EXPECT_EQ(ended.status, 3) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("is missing; the table of targets names it"));
}

TEST_F(RunTest, ReportsAFullDiskAndStillTheOldCrash) {
  tree_.Add("corpus/regressions/real/a", "badbad");
  std::filesystem::create_directories(tree_.root() / "out/fuzz");
  std::filesystem::create_symlink("/dev/full", tree_.root() / "out/fuzz/report.html");
  const Ended ended = Run("real");
  EXPECT_EQ(ended.status, 1) << ended.text;
  EXPECT_THAT(ended.text, HasSubstr("report.html': No space left on device"));
  EXPECT_THAT(ended.text, HasSubstr("regression real: law NothingIsBad"));
  EXPECT_EQ(Json()["targets"][0]["findings"].size(), 1U) << "the other reports are written";
  // Without a finding, the full disk decides the exit status.
  std::filesystem::remove(tree_.root() / "corpus/regressions/real/a");
  std::filesystem::remove(tree_.root() / "out/fuzz/junit.xml");
  std::filesystem::create_symlink("/dev/full", tree_.root() / "out/fuzz/junit.xml");
  EXPECT_EQ(Run("real").status, 3);
}

TEST_F(RunTest, PlansTheBuild) {
  EXPECT_EQ(Fuzz({"--plan", "--target", "real"}).text, "fuzz //fuzz:real\n");
  EXPECT_EQ(Fuzz({"--plan", "corpus", "stats"}).text, "");
  EXPECT_EQ(Fuzz({"--plan", "floors", "--no-targets"}).text,
            "coverage //fuzz:real\ncoverage //fuzz:mute\n");
}

TEST_F(RunTest, CountsTheCorpus) {
  tree_.Add("corpus/found/real/x", "123");
  const Ended ended = Fuzz({"corpus", "stats", "--target", "real"});
  EXPECT_EQ(ended.status, 0) << ended.text;
  EXPECT_THAT(ended.text, testing::ContainsRegex("real +1 +1 +0 +7 +4 +0"));
}

}  // namespace
}  // namespace asmtp::fuzz
