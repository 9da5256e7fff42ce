// asmtp-conform as a user runs it: the whole suite against our endpoint, and every exit status.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;

constexpr std::string_view kFaulty =
    " --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing {framing}";

// Our endpoint as one that knows no --caps, nor --persistent.
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
  EXPECT_EQ(json["format"], "asmtp-conform-report/1");
  EXPECT_GE(json["counts"]["PASS"], 1000);
  EXPECT_EQ(json["counts"].size(), 1U) << json["counts"];
}

TEST(ConformTest, RunsOneProcessForEachStreamOfAnInitiatorThatIsNotPersistent) {
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
        Wrong{{"explain", "handshake/ok"}, 0, ""}, Wrong{{"verify"}, 0, ""},
        Wrong{{"--help"}, 0, ""},
        Wrong{{"message/get-passport/ok", "--role", "responder", "--iut", Faulty("echoes-garbage")},
              1,
              ""},
        Wrong{{"no/such/*"}, 2, "asmtp-conform: no case fits 'no/such/*'"},
        Wrong{{"handshake/early-frame", "--role", "responder"},
              2,
              "asmtp-conform: none of these cases is for these roles, suites and framings"},
        Wrong{{"--nonsense"}, 2, "asmtp-conform: "},
        Wrong{{"--suite", "x"}, 2, "asmtp-conform: --suite: x not in {"},
        Wrong{{"--transcripts", "no-such-folder"},
              2,
              "asmtp-conform: no-such-folder: this folder cannot be read"},
        Wrong{{"verify", "no-such-file.atf"},
              2,
              "asmtp-conform: no-such-file.atf: this file cannot be read"},
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

TEST(ConformTest, FailureSaysAllThatIsKnown) {
  const Ended ended = Conform({"transport/rekey-skipped", "--role", "responder", "--suite",
                               "ed25519", "--framing", "u32", "--iut", Faulty("takes-old-key")});
  EXPECT_EQ(ended.status, 1);
  for (const std::string part :
       {"FAIL  transport/rekey-skipped", kRekeyClause, "responder ed25519 u32",
        "corpus/transcripts/transport/rekey-skipped.atf:", "took a frame under the key before",
        "message register-topic topic=2222", "close", "[noise rekey skip]",
        "asmtp-conform run 'transport/rekey-skipped' --role responder --suite ed25519",
        "1 cases in 1 runs: 1 FAIL"}) {
    EXPECT_THAT(ended.out, HasSubstr(part));
  }
}

}  // namespace
}  // namespace asmtp::conformance
