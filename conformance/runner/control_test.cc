// Selection, expectations, retries and interrupts of asmtp-conform.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "conformance/iut/file_descriptor.h"
#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;
constexpr std::string_view kFaulty =
    " --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing {framing}";
const std::vector<std::string> kOneConfig = {"--role",  "responder", "--suite",
                                             "ed25519", "--framing", "u32"};

std::string Faulty(const std::string& fault) {
  return "conformance/faulty/faulty-iut " + fault + std::string(kFaulty);
}

std::string Temporary(const std::string& name) { return testing::TempDir() + "/" + name; }

std::string ReadFile(const std::string& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// Runs in one configuration.
Ended ConformOne(const std::vector<std::string>& words) { return Conform(words + kOneConfig); }

// The first IUT has the fault `first`, later ones have `then`; each appends a line to `to` when it
// starts.
std::string FirstThen(const std::string& first, const std::string& then, const std::string& to) {
  const std::string flag = to + ".flag";
  return "sh -c '[ $0 = x ] && exit 2; echo start >> " + to + "; if [ -e " + flag +
         " ]; then f=" + then + "; else f=" + first + "; touch " + flag +
         "; fi; exec conformance/faulty/faulty-iut $f --addr $0 --secret $1 --peer $2 --suite $3 "
         "--framing $4' {addr} {iut_s} {peer} {suite} {framing} x";
}

TEST(SelectionTest, DryRunPlaysNothing) {
  const Ended ended = ConformOne(
      {"--dry-run", "frame/order/*", "--skip", "frame/order/swapped", "--iut", "/no/such/adapter"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("frame/order/repeated"));
  EXPECT_THAT(ended.out, HasSubstr("responder ed25519 u32\n"));
  EXPECT_THAT(ended.out, Not(HasSubstr("swapped")));
}

TEST(SelectionTest, ListPrintsEverythingAsJson) {
  const Ended plain = Conform({"list", "--clause", "TR-8", "--role", "responder"});
  EXPECT_EQ(plain.status, 0);
  EXPECT_THAT(plain.out, HasSubstr("transport/rekey-skipped"));
  const Ended ended = Conform({"list", "transport/rekey-skipped", "--json"});
  const auto json = nlohmann::json::parse(ended.out);
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0]["case"], "transport/rekey-skipped");
  EXPECT_EQ(json[0]["control"], "transport/echo-two-messages");
  EXPECT_EQ(json[0]["level"], "MUST");
  EXPECT_EQ(json[0]["configs"].size(), 8U);
}

TEST(SelectionTest, ExplainShowsTheDifferenceToTheControl) {
  const Ended ended = Conform({"explain", "transport/rekey-skipped"});
  EXPECT_EQ(ended.status, 0);
  for (const std::string part : {"compared with its control, transport/echo-two-messages:\n",
                                 "+   tamper noise rekey skip", "+ alive"}) {
    EXPECT_THAT(ended.out, HasSubstr(part));
  }
}

TEST(SelectionTest, RerunsWhatFailed) {
  const std::string report = Temporary("failed.json");
  const std::vector<std::string> iut = {"--iut", Faulty("last-bit-flipped")};
  EXPECT_EQ(ConformOne(std::vector<std::string>{"handshake/ok", "message/get-passport/ok", "--json",
                                                report} +
                       iut)
                .status,
            1);
  const Ended ended = Conform(std::vector<std::string>{"--rerun-failed", report} + iut);
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 cases in 1 runs: 1 FAIL"));
}

TEST(RetryTest, MarksAPassingRetryAsFlaky) {
  const std::string starts = Temporary("flaky");
  const std::vector<std::string> words = {"message/type/unknown@type=00", "--iut",
                                          FirstThen("crashes-on-type-0", "none", starts)};
  const Ended ended = ConformOne(words + std::vector<std::string>{"--retry-failed", "2"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("1 FLAKY"));
  EXPECT_THAT(ended.out, HasSubstr("1 of 2 plays: CRASH: the IUT was killed by SIGABRT"));
  // Later IUTs do not have the fault.
  EXPECT_EQ(ConformOne(words + std::vector<std::string>{"--repeat", "3"}).status, 0);
}

TEST(ExpectationsTest, KnownFailuresAreExpected) {
  const std::string file = Temporary("known.txt");
  std::ofstream(file) << "# since June\n"
                         "transport/rekey-skipped  responder FAIL \"took a frame\" issue 12\n";
  const std::vector<std::string> words = {"transport/rekey-skipped", "transport/nonce-reset",
                                          "--expectations", file, "--iut"};
  const Ended ended = ConformOne(words + std::vector<std::string>{Faulty("takes-key-before")});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 XFAIL"));
  const Ended repaired = ConformOne(words + std::vector<std::string>{Faulty("none")});
  EXPECT_EQ(repaired.status, 1);
  EXPECT_THAT(repaired.out, HasSubstr("1 XPASS"));
  EXPECT_THAT(repaired.out, HasSubstr("is PASS, but"));
}

TEST(ExpectationsTest, AreUpdatedByWholeRunsOnly) {
  const std::string file = Temporary("update.txt");
  std::ofstream(file)
      << "# a comment\nhandshake/ok FAIL \"\" fixed since\nno/case FAIL \"\" gone\n";
  // A whole run of a corpus with one case.
  const std::string corpus = Temporary("corpus");
  std::filesystem::create_directory(corpus);
  std::filesystem::copy_file("corpus/transcripts/handshake/ok.atf", corpus + "/ok.atf");
  const std::vector<std::string> whole = {"--transcripts", corpus, "--expectations", file};
  const auto update = whole + std::vector<std::string>{"--update-expectations"};
  const Ended filtered = ConformOne(update);
  EXPECT_EQ(filtered.status, 2);
  EXPECT_THAT(filtered.err, HasSubstr("some cases are filtered out"));
  const Ended before = Conform(whole);
  EXPECT_EQ(before.status, 1);
  EXPECT_THAT(before.out, HasSubstr("update.txt:3: 'no/case' matches no run"));
  EXPECT_EQ(Conform(update).status, 0);
  EXPECT_EQ(ReadFile(file), "# a comment\n");
}

TEST(ExpectationsTest, ErrorNamesTheLine) {
  const std::string file = Temporary("wrong.txt");
  std::ofstream(file) << "\nhandshake/ok PASS \"\" x\n";
  const Ended ended = ConformOne({"handshake/ok", "--expectations", file});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("wrong.txt:2: expected a verdict"));
  EXPECT_EQ(ConformOne({"handshake/ok", "--expectations", "/no/such/file"}).status, 2);
}

TEST(StartTest, FailureAffectsItsConfigurationOnly) {
  // The IUT is a responder only and has no --caps to report this.
  const Ended ended = Conform({"handshake/ok", "--iut", Faulty("none"), "--timeout-scale", "0.2"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out, HasSubstr("1 cases in 8 runs: 4 PASS, 4 ERROR"));
}

TEST(InterruptTest, ReportsTheResultsSoFar) {
  const std::string starts = Temporary("starts");
  const std::string report = Temporary("interrupted.json");
  ASSERT_EQ(::mkfifo(starts.c_str(), 0600), 0);
  const FileDescriptor pipe(::open(starts.c_str(), O_RDWR | O_CLOEXEC));
  const auto runner = StartWithCorpus(
      std::vector<std::string>{"conformance/runner/asmtp-conform", "message/type/unknown@type=00",
                               "message/type/unknown@*", "-j", "1", "--timeout-scale", "100",
                               "--json", report, "--iut",
                               FirstThen("crashes-on-type-0", "prints-nothing", starts)} +
      kOneConfig);
  ASSERT_TRUE(runner);
  // The second IUT starts after the case of the first one; it never becomes ready.
  const Deadline deadline = Clock::now() + std::chrono::seconds(50);
  for (std::string text; text.size() < 2 * std::string_view("start\n").size();) {
    ASSERT_NE(WaitFor(pipe.get(), POLLIN, deadline), 0);
    char byte = 0;
    ASSERT_EQ(::read(pipe.get(), &byte, 1), 1);
    text += byte;
  }
  ::kill(runner->pid(), SIGINT);
  const Ended ended = WaitForEnd(*runner);
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("interrupted: 1 cases in 1 runs: 1 CRASH"));
  const auto json = nlohmann::json::parse(ReadFile(report));
  EXPECT_TRUE(json.value("interrupted", false));
  EXPECT_EQ(json["results"].size(), 1U);
}

TEST(DoctorTest, PassesOurEndpoint) {
  const Ended ended = Conform({"doctor"});
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(" ok, 0 to look at, 0 to fix\n"));
  for (const std::string check :
       {"--caps", "nonsense role", "start responder ed25519 u32", "handshake initiator 25519 u16",
        "wrong key responder", "echo initiator", "parallel responder", "SIGTERM"}) {
    EXPECT_THAT(ended.out, HasSubstr("ok    " + check));
  }
}

TEST(DoctorTest, SaysWhatToFix) {
  const Ended ended =
      Conform({"doctor", "--iut", Faulty("last-bit-flipped"), "--timeout-scale", "0.1"});
  EXPECT_EQ(ended.status, 3);
  for (const std::string part :
       {"warn  nonsense role", "BAD   echo responder ed25519 u32 and 3 more came back changed:",
        "to do: send every message back unchanged", "BAD   start initiator ed25519 u32 and 3 more",
        " ok, 1 to look at, 8 to fix\n"}) {
    EXPECT_THAT(ended.out, HasSubstr(part));
  }
}

TEST(DoctorTest, NamesTheClausesOfASecondMessage) {
  const Ended ended = Conform({"doctor", "--role", "responder", "--suite", "ed25519", "--framing",
                               "u32", "--iut", Faulty("no-rekey")});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.out, HasSubstr("the second message: the IUT closed the connection"));
  EXPECT_THAT(ended.out, HasSubstr("to do: look at REKEY (TR-3, TR-4, CRY-17)"));
  EXPECT_THAT(ended.out, Not(HasSubstr("u16")));
  EXPECT_THAT(ended.out, Not(HasSubstr("initiator")));
}

TEST(DoctorTest, NamesTheClausesOfAHandshake) {
  const Ended ended = Conform({"doctor", "--role", "responder", "--suite", "ed25519", "--framing",
                               "u32", "--iut", Faulty("hmac-block-64")});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.out, HasSubstr("no handshake: "));
  EXPECT_THAT(ended.out, HasSubstr("then look at HS-11 to HS-16: Appendix A"));
}

TEST(PlaceholderTest, WarnsOfACommandWithoutSuite) {
  const std::string iut = Faulty("none");
  std::string untold = iut;
  untold.replace(untold.find("{suite}"), 7, "ed25519");
  const std::vector<std::string> words = {"handshake/ok", "--role", "responder", "--framing",
                                          "u32"};
  EXPECT_THAT(Conform(words + std::vector<std::string>{"--iut", untold}).err,
              HasSubstr("warning: the command has no {suite}, but several values are selected"));
  EXPECT_THAT(Conform(words + std::vector<std::string>{"--iut", iut}).err,
              Not(HasSubstr("warning")));
  EXPECT_THAT(Conform(words + std::vector<std::string>{"--suite", "ed25519", "--iut", untold}).err,
              Not(HasSubstr("warning")));
}

TEST(DebugTest, NamesTheProcessOfTheIut) {
  const Ended ended = ConformOne({"handshake/*", "--debug-iut"});
  EXPECT_EQ(ended.status, 0) << ended.out;
  EXPECT_THAT(ended.err, testing::ContainsRegex("the IUT runs as process [0-9]+: "));
}

TEST(QuietTest, OmitsTheTable) {
  const Ended ended = ConformOne({"handshake/ok", "--quiet"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.out, testing::StartsWith("\n1 cases in 1 runs: 1 PASS"));
}

}  // namespace
}  // namespace asmtp::conformance
