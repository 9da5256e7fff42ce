// asmtp-conform against nodes: endpoints without an adapter that echo nothing, refuse a second
// session of one identity and send gossips of their own accord.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <tuple>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

const std::string kSecret(64, '2');
// node_case_test plays all four without sockets.
const std::vector<std::tuple<std::string, std::string>> kConfigs = {{"ed25519", "u32"},
                                                                    {"25519", "u16"}};

// A node and the options that play against it.
struct Node {
  std::unique_ptr<ChildProcess> process;
  std::vector<std::string> options;
};

// Starts a node with these first words of its command.
Node Start(std::vector<std::string> words, const std::string& suite = "ed25519",
           const std::string& framing = "u32") {
  words.insert(words.end(), {"--role", "responder", "--secret", kSecret, "--suite", suite,
                             "--framing", framing});
  Node node{.process = StartWithCorpus(words), .options = {}};
  const auto address =
      node.process->WaitForLine("LISTEN ", Clock::now() + std::chrono::seconds(20));
  node.options = {
      "--connect", address.value_or(""), "--iut-pub", PublicOf(kSecret, suite), "--suite",
      suite,       "--framing",          framing};
  return node;
}

Node StartOurs(const std::string& suite = "ed25519", const std::string& framing = "u32") {
  return Start({"conformance/endpoint/asmtp-endpoint", "--mode", "node", "--gossip-every", "0.05"},
               suite, framing);
}

Node StartFaulty(const std::string& fault) {
  return Start({"conformance/faulty/faulty-iut", fault, "--node"});
}

std::vector<std::string> With(std::vector<std::string> words, const Node& node) {
  words.insert(words.end(), node.options.begin(), node.options.end());
  return words;
}

class OurNodeTest : public testing::TestWithParam<std::tuple<std::string, std::string>> {};

TEST_P(OurNodeTest, PassesWhatIsJudged) {
  const auto& [suite, framing] = GetParam();
  const Node node = StartOurs(suite, framing);
  const std::string report = testing::TempDir() + "/" + suite + framing + ".json";
  const Ended ended = Conform(With({"run", "--json", report}, node));
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  std::ifstream stream(report);
  const auto counts = nlohmann::json::parse(stream)["counts"];
  EXPECT_GE(counts["PASS"], 350);
  EXPECT_EQ(counts.size(), 2U) << counts;
  EXPECT_TRUE(counts.contains("UNSUPPORTED"));
}

INSTANTIATE_TEST_SUITE_P(All, OurNodeTest, testing::ValuesIn(kConfigs));

struct Fault {
  std::string name;
  std::string id;  // of a case
  std::string text;
};

class FaultyNodeTest : public testing::TestWithParam<Fault> {};

TEST_P(FaultyNodeTest, Fails) {
  const Node node = StartFaulty(GetParam().name);
  const Ended ended = Conform(With({"run", GetParam().id}, node));
  EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(
    All, FaultyNodeTest,
    testing::Values(Fault{"takes-key-before", "transport/rekey-skipped", "FAIL"},
                    Fault{"takes-nonce-ahead", "transport/nonce-ahead", "FAIL"},
                    Fault{"tag-compared-in-part", "frame/forged/*tag*", "FAIL"},
                    Fault{"split-header-refused", "delivery/split-header", "FAIL"},
                    Fault{"any-version-taken", "handshake/version/init", "FAIL"},
                    Fault{"skips-forged", "frame/forged/first-bit", "BLOCKED"}));

TEST(DoctorTest, SaysWhatIsJudged) {
  const Node node = StartOurs();
  const Ended ended = Conform(With({"doctor"}, node));
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("PASS        transport/echo-two-messages"));
  EXPECT_THAT(ended.out,
              testing::ContainsRegex("a run judges 2[0-9][0-9] of [0-9]+ runs: delivery"));
  EXPECT_THAT(ended.out,
              testing::ContainsRegex("and 2[0-9][0-9] more if it closes on a plaintext"));
  EXPECT_THAT(ended.out,
              HasSubstr("not judged: a stock IUT does not echo, and this case is judged only if"));
}

TEST(DoctorTest, SaysThatNobodyIsThere) {
  const Ended ended = Conform({"doctor", "--connect", "127.0.0.1:1", "--iut-pub", PublicOf(kSecret),
                               "--timeout-scale", "0.02"});
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.out, HasSubstr("cannot connect to 127.0.0.1:1: Connection refused"));
}

TEST(PidTest, TheEndOfTheProcessIsACrash) {
  const Node node = StartFaulty("crashes-on-type-0");
  std::vector<std::string> words = With({"run", "message/type/unknown@type=00"}, node);
  words.insert(words.end(), {"--iut-pid", std::to_string(node.process->pid())});
  const Ended ended = Conform(words);
  EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("CRASH"));
  EXPECT_THAT(ended.out, HasSubstr("of the IUT ended"));
}

TEST(LogTest, ACrashReportIsACrash) {
  const std::string log = testing::TempDir() + "/node.log";
  std::ofstream(log) << "started\n";
  const Node node = Start(
      {"sh", "-c", "exec conformance/faulty/faulty-iut sanitizer --node \"$@\" 2>>" + log, "sh"});
  std::vector<std::string> words = With({"run", "message/type/unknown@type=00"}, node);
  words.insert(words.end(), {"--iut-log", log});
  const Ended ended = Conform(words);
  EXPECT_EQ(ended.status, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("AddressSanitizer: heap-buffer-overflow"));
}

TEST(RunnerSecretTest, SeveralAreUsedInTurn) {
  const std::string one(64, '7'), two(64, '8');
  const Node node = StartOurs();
  std::vector<std::string> words =
      With({"run", "handshake/ok", "parallel/other-frame-stalls"}, node);
  words.insert(words.end(), {"--runner-secret", one, "--runner-secret", two});
  const Ended ended = Conform(words);
  EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("2 PASS"));
}

TEST(UsageTest, ProcessAndLogNeedAStockIut) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--iut-pid", "1"}, {"--iut-log", "/dev/null"}}) {
    std::vector<std::string> all = {"run", "handshake/ok"};
    all.insert(all.end(), words.begin(), words.end());
    const Ended ended = Conform(all);
    EXPECT_EQ(ended.status, 2);
    EXPECT_THAT(ended.err, HasSubstr("--iut-pid and --iut-log need --connect or --listen"));
  }
}

}  // namespace
}  // namespace asmtp::conformance
