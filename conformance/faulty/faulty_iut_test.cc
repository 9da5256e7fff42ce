// A faulty endpoint gets the expected verdict in the cases about its fault, and no other case is
// affected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "conformance/faulty/faulty_process.h"

namespace asmtp::conformance {
namespace {

// Returns "id VERDICT" for each result other than PASS.
std::vector<std::string> Findings(const SuiteResult& result) {
  std::vector<std::string> findings;
  for (const CaseResult& one : result.results) {
    if (one.verdict() == Verdict::kPass) continue;
    findings.push_back(one.one_case->header.id + " " + std::string(Name(one.verdict())));
  }
  return findings;
}

// Expects that the only child process left is the fork server, and not even a zombie beside it.
void ExpectNoChildren() {
  std::vector<std::string> names;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(thread.path() / "children");
    for (std::string child; children >> child;) {
      std::getline(std::ifstream("/proc/" + child + "/comm"), names.emplace_back());
    }
  }
  EXPECT_THAT(names, testing::ElementsAre("asmtp-forker"));
}

class FaultyIutTest : public testing::Test {
 protected:
  void TearDown() override { ExpectNoChildren(); }
};

// Names a parameterised test by its fault.
struct NameOfFault {
  template <class Info>
  std::string operator()(const Info& tested) const {
    std::string name = tested.param.name;
    std::ranges::replace(name, '-', '_');
    return name;
  }
};

struct Fault {
  std::string name;
  std::vector<std::string> globs;
  std::vector<std::string> findings;
};

class FaultTest : public testing::TestWithParam<Fault> {};

TEST_P(FaultTest, GetsItsVerdict) {
  const SuiteResult result = PlayAgainst(GetParam().name, GetParam().globs);
  EXPECT_FALSE(result.start_failure) << result.start_failure->what;
  EXPECT_FALSE(result.results.empty());
  EXPECT_THAT(Findings(result), testing::ElementsAreArray(GetParam().findings));
  ExpectNoChildren();
}

INSTANTIATE_TEST_SUITE_P(
    All, FaultTest,
    testing::Values(
        Fault{"none", {"handshake/*", "transport/*", "frame/*", "message/*", "delivery/*"}, {}},
        Fault{"any-version-taken",
              {"handshake/*"},
              {"handshake/version/init@version=00 FAIL", "handshake/version/init@version=02 FAIL",
               "handshake/version/init@version=81 FAIL", "handshake/version/init@version=ff FAIL"}},
        Fault{"no-rekey",
              {"handshake/ok", "transport/echo-two-messages", "transport/rekey-skipped"},
              {"transport/echo-two-messages FAIL", "transport/rekey-skipped BLOCKED"}},
        Fault{"no-rekey-when-sending",
              {"transport/echo-two-messages"},
              {"transport/echo-two-messages FAIL"}},
        Fault{"takes-key-before",
              {"transport/rekey-skipped", "transport/rekey-doubled"},
              {"transport/rekey-skipped FAIL"}},
        Fault{"last-bit-flipped", {"message/get-passport/ok"}, {"message/get-passport/ok FAIL"}},
        Fault{
            "echoes-anything",
            {"message/get-passport/one-byte-*", "message/get-passport/ok"},
            {"message/get-passport/one-byte-less FAIL", "message/get-passport/one-byte-more FAIL"}},
        Fault{"talks-first",
              {"handshake/ok", "handshake/responder-is-silent-first"},
              {"handshake/ok FAIL", "handshake/responder-is-silent-first BLOCKED"}},
        Fault{"answers-anything",
              {"handshake/ok", "handshake/init/other-responder"},
              {"handshake/init/other-responder FAIL"}},
        Fault{"large-refused",
              {"frame/large", "message/gossip/most-subscriptions"},
              {"frame/large NONSTRICT", "message/gossip/most-subscriptions BLOCKED"}},
        // An IUT that crashes is restarted, and the next cases are played.
        Fault{"crashes-on-type-0",
              {"message/type/unknown", "message/topic/text"},
              {"message/type/unknown@type=00 CRASH"}},
        Fault{"sanitizer",
              {"message/type/unknown", "message/topic/text"},
              {"message/type/unknown@type=00 CRASH"}},
        // What the connections of a process share, and its sockets.
        Fault{"short-write-lost", {"delivery/echoes-unread"}, {"delivery/echoes-unread FAIL"}},
        Fault{"broken-pipe-crashes",
              {"delivery/reset-while-writing", "message/topic/text"},
              {"delivery/reset-while-writing CRASH"}},
        Fault{"half-close-after-bad-frame",
              {"frame/forged/closes-both-directions", "handshake/closes-both-directions"},
              {"frame/forged/closes-both-directions FAIL"}},
        Fault{"half-close-after-bad-handshake",
              {"frame/forged/closes-both-directions", "handshake/closes-both-directions"},
              {"handshake/closes-both-directions FAIL"}},
        Fault{"e-from-a-pool-of-4", {"handshake/in-turn"}, {"handshake/in-turn FAIL"}},
        Fault{"stranger-follows", {"parallel/stranger"}, {"parallel/stranger FAIL"}},
        Fault{"one-inbox",
              {"parallel/two-sessions", "parallel/other-frame-stalls"},
              {"parallel/other-frame-stalls FAIL"}},
        Fault{"write-holds-all",
              {"parallel/two-sessions", "parallel/other-is-not-read"},
              {"parallel/other-is-not-read TIMEOUT"}},
        Fault{"four-contexts",
              {"parallel/two-sessions", "parallel/five-sessions"},
              {"parallel/five-sessions FAIL"}},
        Fault{"unsupported", {"handshake/ok"}, {"handshake/ok UNSUPPORTED"}},
        Fault{"ignores-sigterm", {"handshake/ok"}, {}},
        Fault{"leaves-a-child", {"handshake/ok"}, {}}, Fault{"floods-stdout", {"handshake/ok"}, {}},
        Fault{"floods-stderr", {"handshake/ok"}, {}}),
    NameOfFault());

TEST_F(FaultyIutTest, InitiatorGetsTheSameVerdicts) {
  const std::vector<std::string> globs = {"handshake/*", "transport/*", "frame/*", "message/*"};
  EXPECT_THAT(Findings(PlayAgainst("none", globs, 1.0, noise::Role::kInitiator)),
              testing::IsEmpty());
  EXPECT_THAT(Findings(PlayAgainst("no-rekey-when-receiving",
                                   {"handshake/ok", "transport/echo-two-messages"}, 1.0,
                                   noise::Role::kInitiator)),
              testing::ElementsAre("transport/echo-two-messages FAIL"));
}

TEST_F(FaultyIutTest, HangIsTimeoutAndBlocksDependents) {
  EXPECT_THAT(
      Findings(PlayAgainst("hangs", {"transport/echo-two-messages", "transport/key-zero"},
                           /*timeout_scale=*/0.1)),
      testing::ElementsAre("transport/echo-two-messages TIMEOUT", "transport/key-zero BLOCKED"));
}

TEST_F(FaultyIutTest, CrashNamesSignal) {
  const SuiteResult result = PlayAgainst("crashes-on-type-0", {"message/type/unknown@type=00"});
  ASSERT_EQ(result.results.size(), 1U);
  EXPECT_EQ(result.results[0].play.text, "the IUT was killed by SIGABRT");
}

TEST_F(FaultyIutTest, ShowsSanitizerReport) {
  const SuiteResult result = PlayAgainst("sanitizer", {"message/type/unknown@type=00"});
  ASSERT_EQ(result.results.size(), 1U);
  EXPECT_EQ(result.results[0].play.text, "==1==ERROR: AddressSanitizer: heap-buffer-overflow");
  EXPECT_THAT(result.results[0].errors, testing::HasSubstr("AddressSanitizer"));
}

struct StartFault {
  std::string name;
  std::string what;
};

class StartFaultTest : public testing::TestWithParam<StartFault> {};

TEST_P(StartFaultTest, IsReported) {
  const SuiteResult result = PlayAgainst(GetParam().name, {"handshake/ok"}, /*timeout_scale=*/0.05);
  ASSERT_TRUE(result.start_failure);
  EXPECT_EQ(result.start_failure->what, GetParam().what);
  EXPECT_THAT(Findings(result), testing::ElementsAre("handshake/ok ERROR"));
  ExpectNoChildren();
}

INSTANTIATE_TEST_SUITE_P(
    All, StartFaultTest,
    testing::Values(
        StartFault{"prints-nothing",
                   "'conformance/faulty/faulty-iut' runs but does not print 'LISTEN host:port' "
                   "within 0.25 s (--start-limit)"},
        StartFault{"exits-at-once",
                   "'conformance/faulty/faulty-iut' exited with status 1 and did not print 'LISTEN "
                   "host:port': faulty-iut: exiting with status 1"},
        StartFault{"wrong-port",
                   "'conformance/faulty/faulty-iut' printed LISTEN, but: cannot connect to "
                   "127.0.0.1:1: Connection refused"}),
    NameOfFault());

}  // namespace
}  // namespace asmtp::conformance
