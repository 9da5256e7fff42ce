// The commands that make and read reports, as a user runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "conformance/report/external_check.h"
#include "conformance/report/text.h"
#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kFaulty =
    "conformance/faulty/faulty-iut takes-key-before --addr {addr} --secret {iut_s} --peer {peer} "
    "--suite {suite} --framing {framing}";
constexpr const char* kEndpoint =
    "conformance/endpoint/asmtp-endpoint --role {role} --addr {addr} --secret {iut_s} "
    "--peer {peer} --mode {mode} --suite {suite} --framing {framing}";

std::string File(const std::string& name) { return testing::TempDir() + "/" + name; }

std::string Read(const std::string& name) {
  std::ifstream stream(File(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Plays one case against `iut` and writes every kind of report under `name`.
Ended Play(const std::string& iut, const std::string& name) {
  return Conform({"transport/rekey-skipped", "--role", "responder", "--suite", "ed25519", "--iut",
                  iut, "--json", File(name + ".json"), "--html", File(name + ".html"), "--junit",
                  File(name + ".xml"), "--markdown", File(name + ".md"), "--sarif",
                  File(name + ".sarif")});
}

TEST(ReportCommandsTest, RunWritesEveryFile) {
  const Ended ended = Play(kFaulty, "run");
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_EQ(CheckJson(Read("run.json"), "conformance/report/report.schema.json"), "");
  EXPECT_EQ(CheckJson(Read("run.sarif"), "conformance/report/sarif-schema-2.1.0.json"), "");
  EXPECT_EQ(CheckXml(Read("run.xml"), "conformance/report/junit.xsd"), "");
  EXPECT_THAT(Read("run.md"), HasSubstr("| FAIL | transport/rekey-skipped |"));
  EXPECT_THAT(Read("run.html"), HasSubstr("took a frame under the key before"));
  const json report = json::parse(Read("run.json"));
  EXPECT_GT(report["clauses"].size(), 200U);
  EXPECT_TRUE(std::ranges::any_of(
      report["clauses"], [](const json& clause) { return clause.contains("untestable"); }));
  const json& result = report["results"][0];
  EXPECT_EQ(result["behaviour"], "message");
  EXPECT_EQ(result["close"], "open");
  EXPECT_EQ(result["events"].back()["frame"]["nonce"], 1);
}

// The printed command must survive a shell's quoting.
TEST(ReportCommandsTest, ReproductionReplaysTheCase) {
  ASSERT_EQ(Play(kFaulty, "again").status, 1);
  const std::string command = json::parse(Read("again.json"))["results"][0]["reproduce"];
  EXPECT_THAT(command, HasSubstr(ShellQuote(kFaulty)));
  const Ended ended = Shell(command);
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 cases in 1 runs: 1 FAIL"));
}

TEST(ReportCommandsTest, ReproductionNamesTheFileOfACase) {
  const std::string file = File("it's a $(case) *[x].atf");
  std::filesystem::copy_file("corpus/transcripts/transport/rekey-skipped.atf", file,
                             std::filesystem::copy_options::overwrite_existing);
  ASSERT_EQ(Conform({file, "--role", "responder", "--suite", "ed25519", "--framing", "u32", "--iut",
                     kFaulty, "--json", File("file.json")})
                .status,
            1);
  const std::string command = json::parse(Read("file.json"))["results"][0]["reproduce"];
  EXPECT_THAT(command, HasSubstr(" run " + ShellQuote(file) + " "));
  const Ended ended = Shell(command);
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 cases in 1 runs: 1 FAIL"));
}

TEST(ReportCommandsTest, ReportPrintsARunAgain) {
  ASSERT_EQ(Play(kFaulty, "shown").status, 1);
  const Ended ended = Conform({"report", File("shown.json"), "--junit", File("shown-again.xml")});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("FAIL  transport/rekey-skipped"));
  EXPECT_EQ(Read("shown-again.xml"), Read("shown.xml"));
  EXPECT_EQ(Conform({"report", "no-such.json"}).status, 2);
}

TEST(ReportCommandsTest, CompareFailsOnRegressionsOnly) {
  ASSERT_EQ(Play(kEndpoint, "good").status, 0);
  ASSERT_EQ(Play(kFaulty, "bad").status, 1);
  const Ended worse =
      Conform({"compare", File("good.json"), File("bad.json"), "--markdown", File("compared.md")});
  EXPECT_EQ(worse.status, 1);
  EXPECT_THAT(worse.out, HasSubstr("PASS -> FAIL: took a frame under the key before"));
  EXPECT_THAT(Read("compared.md"), HasSubstr("### regressed"));
  const Ended better = Conform({"compare", File("bad.json"), File("good.json")});
  EXPECT_EQ(better.status, 0);
  EXPECT_THAT(better.out, HasSubstr("2 fixed"));
  EXPECT_EQ(Conform({"compare", File("good.json"), File("good.json")}).out, "nothing changed\n");
}

TEST(ReportCommandsTest, DifferentialFindsDisagreements) {
  const std::vector<std::string> arguments = {"differential",
                                              "--iut",
                                              std::string("right=") + kEndpoint,
                                              "--role",
                                              "responder",
                                              "--suite",
                                              "ed25519",
                                              "--html",
                                              File("differential.html"),
                                              "transport/rekey-skipped"};
  std::vector<std::string> with_faulty = arguments;
  with_faulty.insert(with_faulty.end() - 1, {"--iut", std::string("wrong=") + kFaulty});
  const Ended differ = Conform(with_faulty);
  EXPECT_EQ(differ.status, 1) << differ.err;
  EXPECT_THAT(differ.out, HasSubstr("++.. ....     FF.. ....     verdict"));
  EXPECT_THAT(differ.out, HasSubstr("2 implementations disagree in 2 of 2 runs"));
  EXPECT_THAT(Read("differential.html"), HasSubstr("ASMTP conformance of right, wrong"));
  std::vector<std::string> with_itself = arguments;
  with_itself.insert(with_itself.end() - 1, {"--iut", std::string("same=") + kEndpoint});
  EXPECT_EQ(Conform(with_itself).status, 0);
  EXPECT_EQ(Conform(arguments).status, 2);  // differential needs at least two
}

TEST(ReportCommandsTest, FailsOnAFullDisk) {
  const Ended json_file = Conform({"handshake/ok", "--role", "responder", "--json", "/dev/full"});
  EXPECT_EQ(json_file.status, 4);
  EXPECT_THAT(json_file.err, HasSubstr("cannot write '/dev/full': No space left on device"));
  const Ended out = Shell("conformance/runner/asmtp-conform list > /dev/full");
  EXPECT_EQ(out.status, 4) << out.err;
  EXPECT_THAT(out.err, HasSubstr("No space left on device"));
}

TEST(ReportCommandsTest, GithubGetsAnnotations) {
  const std::string run = ShellQuote(std::vector<std::string>{
      "conformance/runner/asmtp-conform", "transport/rekey-skipped", "--role", "responder",
      "--suite", "ed25519", "--framing", "u32", "--iut", kFaulty});
  EXPECT_THAT(Shell("GITHUB_ACTIONS=true " + run).out,
              HasSubstr("\n::error file=corpus/transcripts/transport/rekey-skipped.atf,line="));
  EXPECT_THAT(Shell("GITHUB_ACTIONS= " + run).out, testing::Not(HasSubstr("::error")));
}

TEST(ReportCommandsTest, WrapperSetsDefaultsAndCommand) {
  const Ended ended = Shell("ASMTP_REPORTS=" + ShellQuote(testing::TempDir()) +
                            " ASMTP_COMMAND='./asmtp conform' conformance/runner/asmtp-conform "
                            "handshake/ok --role responder");
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, testing::EndsWith("report: " + testing::TempDir() + "/report.html\n"));
  EXPECT_THAT(json::parse(Read("report.json"))["results"][0]["reproduce"].get<std::string>(),
              testing::StartsWith("./asmtp conform run handshake/ok --role responder "));
}

}  // namespace
}  // namespace asmtp::conformance
