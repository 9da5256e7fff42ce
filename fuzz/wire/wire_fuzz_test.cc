// The program as a user runs it: each oracle detects an endpoint with its fault, and none objects
// to a conforming endpoint.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "conformance/iut/child_process.h"
#include "conformance/testing/conform_process.h"

namespace asmtp::fuzz::wire {
namespace {

namespace fs = std::filesystem;
using conformance::Conform;
using conformance::Ended;
using testing::HasSubstr;

constexpr const char* kEndpoint = "conformance/endpoint/asmtp-endpoint";
constexpr const char* kPlaceholders =
    " --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} --framing "
    "{framing}";

std::string Faulty(const std::string& fault) {
  return "conformance/faulty/faulty-iut " + fault + kPlaceholders;
}

std::string Patched(const std::string& patch) {
  return "conformance/faulty/patches/" + patch + kPlaceholders;
}

std::string Folder(const std::string& name) {
  return (fs::path(std::getenv("TEST_TMPDIR")) / name).string();
}

struct Fuzzed {
  Ended ended;
  std::string keep;

  // Some of them.
  std::vector<std::string> Cases() const {
    std::vector<std::string> files;
    for (const auto& file : fs::directory_iterator(keep)) files.push_back(file.path().string());
    std::ranges::sort(files);
    files.resize(std::min<size_t>(files.size(), 3));
    return files;
  }
};

Ended RunFuzz(std::vector<std::string> words) {
  words.insert(words.begin(), "fuzz/commands/asmtp-fuzz");
  const auto child = conformance::StartWithCorpus(words);
  return child ? WaitForEnd(*child) : Ended();
}

Fuzzed Fuzz(const std::string& name, std::vector<std::string> words) {
  Fuzzed fuzzed{.ended = {}, .keep = Folder(name)};
  words.insert(words.begin(), "wire");
  // Limits by sessions instead of time, so that a busy machine finds as much.
  words.insert(words.end(),
               {"--keep", fuzzed.keep, "--seconds", "0", "--shrink-seconds", "1", "--quiet"});
  fuzzed.ended = RunFuzz(words);
  return fuzzed;
}

// Attacks one faulty endpoint in one configuration until its fault is found. Chance needs ten times
// the usual number of sessions at worst; the limit is beyond that.
Fuzzed FuzzFault(const std::string& name, const std::string& iut, const std::string& role,
                 const std::string& cause) {
  return Fuzz(name,
              {"--iut", iut, "--role", role, "--suite", "ed25519", "--framing", "u32", "--runs",
               "20000", "-j", "2", "--memory-growth", "32", "--until", cause + "*"});
}

TEST(WireFuzzTest, FindsNothingInAConformingEndpoint) {
  const Fuzzed fuzzed = Fuzz("right", {"--iut", std::string(kEndpoint) + kPlaceholders, "--runs",
                                       "400", "-j", "2", "--seed", "5"});
  EXPECT_EQ(fuzzed.ended.status, 0) << fuzzed.ended.out << fuzzed.ended.err;
  EXPECT_THAT(fuzzed.ended.out, HasSubstr("0 findings"));
  // All eight configurations, with traffic in each of them.
  const std::regex summary(R"(messages \([1-9]\d*/s\), [1-9]\d* handshakes)");
  const std::string& out = fuzzed.ended.out;
  EXPECT_EQ(std::distance(std::sregex_iterator(out.begin(), out.end(), summary), {}), 8);
}

struct OracleCase {
  const char* name;
  std::string iut;
  const char* cause;  // prefix of the cause
  const char* role = "responder";
  bool has_case = true;
};

class OracleTest : public testing::TestWithParam<OracleCase> {};

// The saved case fails for this endpoint and passes for a conforming one.
TEST_P(OracleTest, DetectsItsFault) {
  const OracleCase& tested = GetParam();
  const Fuzzed fuzzed = FuzzFault(tested.name, tested.iut, tested.role, tested.cause);
  EXPECT_EQ(fuzzed.ended.status, 1) << fuzzed.ended.out << fuzzed.ended.err;
  EXPECT_THAT(fuzzed.ended.out, HasSubstr(std::string("finding  ") + tested.cause));
  if (!tested.has_case) return;
  ASSERT_FALSE(fuzzed.Cases().empty()) << fuzzed.ended.out;
  for (const std::string& file : fuzzed.Cases()) {
    const Ended again = Conform({"run", file, "--iut", tested.iut});
    EXPECT_EQ(again.status, 1) << file << again.out << again.err;
    const Ended right = Conform({"run", file, "--iut", std::string(kEndpoint) + kPlaceholders});
    EXPECT_EQ(right.status, 0) << file << right.out << right.err;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Oracles, OracleTest,
    testing::Values(
        OracleCase{"crash", Faulty("crashes-on-empty"), "crash the IUT was killed by SIGABRT"},
        OracleCase{"sanitizer", Faulty("sanitizer"), "crash ERROR: AddressSanitizer"},
        OracleCase{"hang", Faulty("hangs-after-three"), "hang "},
        OracleCase{"hang_initiator", Faulty("hangs-after-three"), "hang ", "initiator"},
        OracleCase{"stays_open", Faulty("skips-forged"), "stays-open frame-rejected"},
        OracleCase{"takes_forged", Faulty("tag-ignored"), "takes frame-rejected"},
        OracleCase{"takes_weak_key", Faulty("low-order-taken"), "takes handshake-with-weak-e"},
        OracleCase{"takes_handshake", Faulty("payload-tag-unchecked"), "takes handshake-rejected"},
        OracleCase{"takes_no_message", Faulty("echoes-unknown-types"), "takes other unknown-type"},
        OracleCase{"takes_trailing_bytes", Patched("trailing-bytes-accepted"),
                   "takes register-topic trailing-bytes"},
        OracleCase{"wrong_sizes", Patched("wrong-sizes-crash"),
                   "crash the IUT was killed by SIGABRT at query-topic-messages trailing-bytes"},
        OracleCase{"closes", Faulty("closes-after-three"), "closes "},
        OracleCase{"other_answer", Faulty("frames-sent-twice"), "other-answer "},
        OracleCase{"files", Faulty("leaks-files"), "growth files", "responder", false},
        OracleCase{"memory", Faulty("leaks-memory"), "growth memory", "responder", false},
        OracleCase{"planted_abort", Patched("truncated-entry-crashes"),
                   "crash the IUT was killed by SIGABRT at put-passport entry-truncated"}),
    [](const auto& tested) { return std::string(tested.param.name); });

std::string DigestOf(const Ended& ended) {
  std::smatch found;
  const std::regex digest("inputs ([0-9a-f]{16})");
  return std::regex_search(ended.out, found, digest) ? found[1].str() : "";
}

TEST(WireFuzzTest, DependsOnlyOnTheSeed) {
  const auto digest = [](const char* seed) {
    return DigestOf(Fuzz("seed", {"--role", "responder", "--suite", "25519", "--framing", "u16",
                                  "--runs", "60", "-j", "2", "--seed", seed,
                                  // A slow answer counts as another behaviour.
                                  "--timeout-scale", "20"})
                        .ended);
  };
  const std::string first = digest("7");
  EXPECT_EQ(first.size(), 16U);
  EXPECT_EQ(digest("7"), first);
  EXPECT_NE(digest("8"), first);
}

// A difference in acceptance is a finding, whichever implementation is right.
TEST(WireFuzzTest, ReportsDifferencesBetweenImplementations) {
  const std::string right = std::string(kEndpoint) + kPlaceholders;
  const Fuzzed fuzzed =
      Fuzz("against",
           {"--iut", right, "--against", Faulty("echoes-unknown-types"), "--role", "responder",
            "--suite", "ed25519", "--framing", "u32", "--runs", "150", "-j", "2"});
  EXPECT_EQ(fuzzed.ended.status, 1) << fuzzed.ended.out << fuzzed.ended.err;
  EXPECT_THAT(fuzzed.ended.out, HasSubstr("finding  disagreement takes other unknown-type"));
  const Fuzzed same =
      Fuzz("same", {"--iut", right, "--against", right, "--role", "responder", "--suite", "ed25519",
                    "--framing", "u32", "--runs", "150", "-j", "2"});
  EXPECT_EQ(same.ended.status, 0) << same.ended.out << same.ended.err;
}

// An abort after three conditions that look the same from outside.
TEST(WireFuzzTest, FollowsEdgesThroughConditions) {
  const std::string counted = "fuzz/wire/counted/nested-topic-crashes";
  const Fuzzed fuzzed =
      Fuzz("counted", {"--iut", counted + kPlaceholders, "--coverage", "--role", "responder",
                       "--suite", "ed25519", "--framing", "u32", "--seed", "2", "-j", "2", "--runs",
                       "8000", "--until", "crash *register-topic*"});
  EXPECT_EQ(fuzzed.ended.status, 1) << fuzzed.ended.out << fuzzed.ended.err;
  EXPECT_THAT(fuzzed.ended.out,
              HasSubstr("finding  crash the IUT was killed by SIGABRT at register-topic"));
  EXPECT_THAT(fuzzed.ended.out, testing::ContainsRegex(" [1-9][0-9]+ edges, "));
  EXPECT_EQ(fuzzed.ended.err, "");
}

TEST(WireFuzzTest, AttacksAnIutThatCountsNoEdges) {
  const Fuzzed fuzzed = Fuzz("uncounted", {"--coverage", "--role", "responder", "--suite",
                                           "ed25519", "--runs", "100", "-j", "2"});
  EXPECT_EQ(fuzzed.ended.status, 0) << fuzzed.ended.out << fuzzed.ended.err;
  EXPECT_THAT(fuzzed.ended.out, testing::Not(HasSubstr(" edges")));
  const std::string& err = fuzzed.ended.err;
  EXPECT_THAT(err, testing::StartsWith("--coverage: the IUT counts no edges"));
  EXPECT_EQ(std::ranges::count(err, '\n'), 1) << err;  // one warning for both framings
}

TEST(WireFuzzTest, RejectsCoverageOfARunningIut) {
  const Ended refused = RunFuzz({"--connect", "127.0.0.1:4343", "--iut-pub", std::string(64, '1'),
                                 "--coverage", "--seconds", "1"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("--coverage needs --iut"));
}

TEST(WireFuzzTest, DoesNotReportKnownCauses) {
  const std::string file = Folder("known.txt");
  ASSERT_EQ(conformance::Shell("printf '# of this endpoint\\ncrash *SIGABRT*\\n' > " + file).status,
            0);
  const Fuzzed fuzzed =
      Fuzz("known", {"--iut", Faulty("crashes-on-empty"), "--role", "responder", "--suite",
                     "ed25519", "--framing", "u32", "--runs", "100", "-j", "2", "--known", file});
  EXPECT_EQ(fuzzed.ended.status, 0) << fuzzed.ended.out << fuzzed.ended.err;
  EXPECT_THAT(fuzzed.ended.out, HasSubstr("known, seen "));
  // The IUT was restarted after each exit.
  EXPECT_THAT(fuzzed.ended.out, testing::ContainsRegex("started [0-9]+ times"));
  EXPECT_THAT(fuzzed.ended.out, testing::Not(HasSubstr("started 1 times")));
}

TEST(WireFuzzTest, RefusesAddressesExceptLoopback) {
  const std::string key(64, '1');
  const Ended refused =
      RunFuzz({"wire", "--connect", "192.0.2.1:4343", "--iut-pub", key, "--seconds", "1"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("--i-own-this-host 192.0.2.1"));
  const Ended other = RunFuzz({"wire", "--connect", "192.0.2.1:4343", "--iut-pub", key, "--seconds",
                               "1", "--i-own-this-host", "192.0.2.2"});
  EXPECT_EQ(other.status, 2);
}

TEST(WireFuzzTest, ConformNamesTheNewCommand) {
  const Ended moved = Conform({"wire-fuzz", "--iut", "x", "--seconds", "1"});
  EXPECT_EQ(moved.status, 2);
  EXPECT_THAT(moved.err, HasSubstr("./asmtp fuzz --iut"));
  EXPECT_EQ(std::ranges::count(moved.err, '\n'), 1) << moved.err;
}

// Plans only our own endpoint, and only if it is under attack.
TEST(WireFuzzTest, PlansNoTarget) {
  EXPECT_EQ(RunFuzz({"--plan", "wire"}).out, "endpoint //conformance/endpoint:asmtp-endpoint\n");
  EXPECT_EQ(RunFuzz({"--plan", "--iut", "x"}).out, "");
  EXPECT_EQ(RunFuzz({"--plan", "--seconds", "5", "--listen=127.0.0.1:0", "--iut-pub", "ab"}).out,
            "");
}

TEST(WireFuzzTest, ReportsAnIutThatDoesNotStart) {
  const Fuzzed fuzzed = Fuzz("absent", {"--iut", Faulty("exits-at-once"), "--runs", "10"});
  EXPECT_EQ(fuzzed.ended.status, 3) << fuzzed.ended.out << fuzzed.ended.err;
}

}  // namespace
}  // namespace asmtp::fuzz::wire
