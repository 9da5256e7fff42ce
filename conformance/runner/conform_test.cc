// asmtp-conform as a user runs it: the whole suite against our endpoint, and every exit status.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

constexpr std::string_view kFaulty =
    " --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing {framing}";

// Our endpoint without --caps and --persistent.
constexpr const char* kWithoutCaps =
    "sh -c '[ $0 != --caps ] && exec conformance/endpoint/asmtp-endpoint --role initiator "
    "--addr $0 --secret $1 --peer $2 --suite $3 --framing $4' "
    "{addr} {iut_s} {peer} {suite} {framing}";
constexpr const char* kRekeyClause =
    "\"A receiver MUST replace its receiving key by REKEY(k) after every frame that verifies.\"";

std::string Faulty(const std::string& fault) {
  return "conformance/faulty/faulty-iut " + fault + std::string(kFaulty);
}

TEST(ConformTest, OurEndpointPassesEverything) {
  const std::string report = testing::TempDir() + "/report.json";
  const Ended ended = Conform({"run", "--json", report});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  std::ifstream stream(report);
  const auto json = nlohmann::json::parse(stream);
  EXPECT_EQ(json["format"], "asmtp-conform-report/2");
  EXPECT_GE(json["counts"]["PASS"], 1000);
  EXPECT_EQ(json["counts"].size(), 1U) << json["counts"];
  EXPECT_THAT(ended.out, testing::ContainsRegex(
                             "NOTE +[1-9][0-9]* endurance cases were left out; --endurance"));
}

TEST(ConformTest, StartsANonPersistentInitiatorForEachStream) {
  const Ended ended =
      Conform({"handshake/ok", "message/topic/*", "--role", "initiator", "--iut", kWithoutCaps});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
}

struct Wrong {
  std::vector<std::string> arguments;
  int status;
  std::string err;
};

class ExitStatusTest : public testing::TestWithParam<Wrong> {};

TEST_P(ExitStatusTest, IsAsDocumented) {
  const Ended ended = Conform(GetParam().arguments);
  EXPECT_EQ(ended.status, GetParam().status) << ended.out;
  EXPECT_THAT(ended.err, HasSubstr(GetParam().err));
}

INSTANTIATE_TEST_SUITE_P(
    All, ExitStatusTest,
    testing::Values(
        Wrong{{"handshake/ok"}, 0, ""}, Wrong{{"list", "frame/*"}, 0, ""},
        Wrong{{"explain", "handshake/ok"}, 0, ""}, Wrong{{"lint"}, 0, ""},
        Wrong{{"fmt", "--check"}, 0, ""}, Wrong{{"--help"}, 0, ""}, Wrong{{"coverage"}, 0, ""},
        Wrong{{"coverage", "--ledger", "no-such-file"},
              2,
              "asmtp-conform: cannot read the ledger 'no-such-file'"},
        Wrong{
            {"message/get-passport/ok", "--role", "responder", "--iut", Faulty("last-bit-flipped")},
            1,
            ""},
        Wrong{{"no/such/*"}, 2, "asmtp-conform: no case matches 'no/such/*'"},
        Wrong{
            {"explain", "TR-4"},
            2,
            "asmtp-conform: no case matches 'TR-4'; run 'asmtp-conform list --clause TR-4' to see"},
        Wrong{
            {"handshake/early-frame", "--role", "responder"},
            2,
            "asmtp-conform: none of these cases can be played in these roles, suites and framings"},
        Wrong{{"--nonsense"}, 2, "asmtp-conform: "},
        Wrong{{"--suite", "x"}, 2, "asmtp-conform: --suite: x not in {"},
        // An option takes one word; the next word is the id of a case.
        Wrong{{"--role", "responder", "no/such/case"},
              2,
              "asmtp-conform: no case matches 'no/such/case'"},
        Wrong{{"--suite", "ed25519,25519", "--framing", "u16", "handshake/ok"}, 0, ""},
        Wrong{{"--timeout-scale", "nan"},
              2,
              "asmtp-conform: --timeout-scale: 'nan' is not a number from 0.01 to 1000"},
        Wrong{
            {"--timeout-scale", "inf"}, 2, "asmtp-conform: --timeout-scale: 'inf' is not a number"},
        Wrong{{"--iut", ""}, 2, "asmtp-conform: --iut: expected a value"},
        Wrong{{"--iut", "  "}, 2, "asmtp-conform: --iut: expected a value"},
        Wrong{{"handshake/ok", "--json", "/no/such/folder/report.json"},
              2,
              "asmtp-conform: --json: cannot write '/no/such/folder/report.json': No such file"},
        Wrong{{"handshake/ok", "--role", "responder", "--iut", Faulty("unsupported")},
              3,
              "asmtp-conform: nothing was tested; every run is UNSUPPORTED: the IUT reports"},
        Wrong{{"--transcripts", "no-such-folder"},
              2,
              "asmtp-conform: no-such-folder: this folder cannot be read"},
        Wrong{{"verify", "no-such-file.atf"},
              2,
              "asmtp-conform: no-such-file.atf: this file cannot be read"},
        Wrong{{"verify", "corpus/transcripts/frame", "corpus/transcripts/handshake/ok.atf"}, 0, ""},
        Wrong{{"verify", "conformance/runner"},
              2,
              "asmtp-conform: conformance/runner: no .atf file in this folder"},
        Wrong{{"run", "--spec", "corpus"},
              2,
              "asmtp-conform: --spec: cannot read 'corpus': this is a folder"},
        Wrong{{"run", "--spec", "corpus/clauses/untestable.txt"},
              2,
              "asmtp-conform: --spec: 'corpus/clauses/untestable.txt' has no clauses"},
        Wrong{{"verify", "--spec", "corpus"},
              2,
              "asmtp-conform: cannot read the specification 'corpus': this is a folder"},
        Wrong{{"verify", "--transcripts", "SPEC.md"},
              2,
              "asmtp-conform: SPEC.md: this folder cannot be read"},
        Wrong{{"verify", "/dev/zero"}, 2, "/dev/zero: this is a device, not a regular file"},
        Wrong{{"--iut", "x {nonsense}"},
              2,
              "asmtp-conform: --iut: the command has an unknown placeholder {nonsense}"},
        Wrong{{"--iut", "/no/such/adapter"},
              3,
              "asmtp-conform: cannot start '/no/such/adapter': No such file or directory\n"},
        Wrong{{"--iut", Faulty("exits-at-once"), "--role", "responder"},
              3,
              "asmtp-conform: 'conformance/faulty/faulty-iut' exited with status 1"},
        Wrong{{"--iut", "true", "--role", "initiator"},
              3,
              "asmtp-conform: 'true' exited with status 0 and did not connect\n"},
        Wrong{{"--iut", Faulty("prints-nothing"), "--timeout-scale", "0.02"},
              3,
              "runs but does not print 'LISTEN host:port'"}));

TEST(ConformTest, FailsOnAFullStdout) {
  for (const std::string command : {"run handshake/ok", "list", "--help"}) {
    const Ended ended = Shell("exec conformance/runner/asmtp-conform " + command + " >/dev/full");
    EXPECT_EQ(ended.status, 4) << command;
    EXPECT_THAT(ended.err,
                testing::ContainsRegex(
                    "^asmtp-conform: cannot write to [a-z]+: No space left on device\n$"));
  }
}

// Even after SIGKILL, no IUT may stay behind and hold a port.
TEST(ConformTest, IutsDieWithTheRunner) {
  const std::string pids = testing::TempDir() + "/pids";
  ASSERT_EQ(::mkfifo(pids.c_str(), 0600), 0);
  // An IUT that ignores everything, under a shell that does too: it uses no stream whose end would
  // terminate it.
  const auto runner =
      StartWithCorpus({"conformance/runner/asmtp-conform", "message/*", "--role", "responder",
                       "--suite", "25519", "--framing", "u16", "--timeout-scale", "100", "--iut",
                       "sh -c '[ $0 = --caps ] && exit; echo $$ > " + pids +
                           "; tail -f /dev/null >/dev/null; :' {addr}"});
  ASSERT_TRUE(runner);
  std::ifstream stream(pids);
  pid_t iut = 0;
  ASSERT_TRUE(stream >> iut);
  const FileDescriptor end(static_cast<int>(::syscall(SYS_pidfd_open, iut, 0)));
  ASSERT_TRUE(end);
  ::kill(runner->pid(), SIGKILL);
  EXPECT_NE(WaitFor(end.get(), POLLIN, Clock::now() + std::chrono::seconds(10)), 0);
}

TEST(ConformTest, VerifiesEachFileOfAFolderOnce) {
  const Ended ended = Conform({"verify", "corpus/transcripts/transport",
                               "./corpus/transcripts/transport/rekey-skipped.atf"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, testing::ContainsRegex("^[0-9]+ cases verified, 0 wrong\n$"));
  EXPECT_THAT(ended.out, testing::Not(HasSubstr("\n0 cases")));
}

TEST(ConformTest, OurEndpointPassesSeededMutations) {
  const Ended ended = Conform({"run", "--mutations", "60", "--seed", "3"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("60 cases in "));
}

TEST(ConformTest, KeepsFailingMutationsForReplay) {
  const std::string folder = testing::TempDir() + "/kept";
  const std::string id = "transport/echo-two-messages@type:m1.8";
  const std::vector<std::string> options = {"--role", "responder", "--iut",
                                            Faulty("echoes-anything")};
  std::vector<std::string> run = {"run", id, "--keep", folder};
  run.insert(run.end(), options.begin(), options.end());
  const Ended ended = Conform(run);
  EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
  const std::string file = folder + "/transport-echo-two-messages-type-m1-8.atf";
  EXPECT_THAT(ended.out, HasSubstr("kept " + id + ": " + file + " (reduced to 5 of 7 steps)\n"));
  run[1] = file;
  EXPECT_EQ(Conform(run).status, 1);
  EXPECT_EQ(Conform({"run", file}).status, 0);
}

TEST(ConformTest, FormatsFilesAndPrintsTheirNames) {
  const std::string file = testing::TempDir() + "/shutdown.atf";
  std::ofstream(file) << "asmtp-transcript 1\nid shutdown\ntitle t\nlevel MUST\n"
                         "clause X-1 \"x\"\n[steps]\nshutdown\n";
  const Ended check = Conform({"fmt", "--check", file});
  EXPECT_EQ(check.status, 1) << check.err;
  EXPECT_EQ(check.out, file + "\n");
  EXPECT_EQ(Conform({"fmt", file}).out, file + "\n");
  const Ended again = Conform({"fmt", "--check", testing::TempDir()});
  EXPECT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(again.out, "");
  std::ofstream(file) << "asmtp-transcript 1\nid shutdown\n";
  const Ended wrong = Conform({"fmt", file});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_EQ(wrong.err, "asmtp-conform: " + file + ":2: expected a section [steps]\n");
}

TEST(ConformTest, ReportsEveryDetailOfAFailure) {
  const Ended ended = Conform({"transport/rekey-skipped", "--role", "responder", "--suite",
                               "ed25519", "--framing", "u32", "--iut", Faulty("takes-key-before")});
  EXPECT_EQ(ended.status, 1);
  for (const std::string part :
       {"FAIL  transport/rekey-skipped", kRekeyClause, "responder ed25519 u32",
        "corpus/transcripts/transport/rekey-skipped.atf:", "took a frame under the key before",
        "message register-topic topic=2222", "close", "[noise rekey skip]",
        "asmtp-conform run transport/rekey-skipped --role responder --suite ed25519",
        "1 cases in 1 runs: 1 FAIL"}) {
    EXPECT_THAT(ended.out, HasSubstr(part));
  }
}

}  // namespace
}  // namespace asmtp::conformance
