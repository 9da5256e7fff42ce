// `asmtp-conform record` as a user runs it: against our endpoint, between two implementations, and
// with errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "conformance/testing/conform_process.h"

namespace asmtp::conformance {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

// Secrets of the proxy's initiator and responder.
const std::string kInitiatorSecret(64, '5');
const std::string kResponderSecret(64, '6');
constexpr std::chrono::seconds kPatience{20};

std::string ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Each test has its own folder, so its case can be played alone.
class RecordTest : public testing::Test {
 protected:
  RecordTest()
      : folder_(testing::TempDir() + "/" +
                testing::UnitTest::GetInstance()->current_test_info()->name()),
        file_(folder_ + "/session.atf") {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  Ended Record(std::vector<std::string> more) {
    std::vector<std::string> words = {"record", "--out", file_};
    words.insert(words.end(), more.begin(), more.end());
    return Conform(words);
  }

  // Plays the recorded case in every configuration.
  Ended Replay(std::vector<std::string> more) {
    std::vector<std::string> words = {"run", "--transcripts", folder_};
    words.insert(words.end(), more.begin(), more.end());
    return Conform(words);
  }

  std::string folder_;
  std::string file_;
};

TEST_F(RecordTest, VerifiesAndReplaysInBothRolesAndSuites) {
  for (const std::string role : {"responder", "initiator"}) {
    for (const std::string suite : {"ed25519", "25519"}) {
      const Ended recorded = Record({"--role", role, "--suite", suite});
      EXPECT_EQ(recorded.status, 0) << recorded.err;
      EXPECT_THAT(recorded.out, HasSubstr("recorded/session, 10 steps, verified"));
      EXPECT_THAT(ReadFile(file_), HasSubstr("against asmtp-endpoint "));
      EXPECT_THAT(ReadFile(file_), HasSubstr("\niut.e.pub " + role + " " + suite + " ~ "));
      EXPECT_EQ(Conform({"verify", file_}).status, 0);
      const Ended replayed = Replay({});
      EXPECT_EQ(replayed.status, 0) << replayed.out << replayed.err;
    }
  }
}

TEST_F(RecordTest, VerifyNamesTheLineOfAFlippedByte) {
  EXPECT_EQ(Record({}).status, 0);
  std::string text = ReadFile(file_);
  char& digit = text[text.rfind("\nclose fin") - 1];
  digit = digit == '0' ? '1' : '0';
  std::ofstream(file_, std::ios::binary) << text;
  const auto wire = text.begin() + static_cast<ptrdiff_t>(text.rfind("  wire "));
  const auto line = 1 + std::count(text.begin(), wire, '\n');
  const Ended verified = Conform({"verify", file_});
  EXPECT_EQ(verified.status, 2);
  EXPECT_THAT(verified.out, HasSubstr(file_ + ":" + std::to_string(line) + ": "));
}

TEST_F(RecordTest, ScriptMayBeACaseWithAFault) {
  const Ended recorded = Record({"--script", "transport/rekey-skipped", "--suite", "25519"});
  EXPECT_EQ(recorded.status, 0) << recorded.err;
  EXPECT_THAT(ReadFile(file_), HasSubstr("\ncontrol transport/echo-two-messages\n"));
  EXPECT_THAT(ReadFile(file_), HasSubstr("\n  tamper noise rekey skip\n"));
}

TEST_F(RecordTest, UpdateTouchesOnlyCapturedLinesAndThenNothing) {
  EXPECT_EQ(Record({}).status, 0);
  const std::string before = ReadFile(file_);
  // The captured lines change from the recorded key to the pinned one.
  EXPECT_THAT(Conform({"record", "--update", file_}).out, HasSubstr(": 8 lines changed"));
  const std::string after = ReadFile(file_);
  EXPECT_NE(before, after);
  EXPECT_THAT(Conform({"record", "--update", file_}).out, HasSubstr(": 0 lines changed"));
  EXPECT_EQ(ReadFile(file_), after);
  std::istringstream old_lines(before);
  std::istringstream new_lines(after);
  bool captured = false;
  for (std::string one, other; std::getline(old_lines, one) && std::getline(new_lines, other);) {
    captured = one.find(" ~") != one.npos || (captured && one.starts_with("    "));
    if (!captured) {
      EXPECT_EQ(one, other);
    }
  }
}

// ---- between two --------------------------------------------------------------------------------

// The proxy and the two programs that it relays between.
struct Between {
  std::unique_ptr<ChildProcess> responder;
  std::unique_ptr<ChildProcess> proxy;
  std::unique_ptr<ChildProcess> initiator;
};

class ProxyTest : public RecordTest {
 protected:
  // Returns the command line of a program as one of the two.
  std::vector<std::string> WordsOf(std::vector<std::string> program, const std::string& address,
                                   const std::string& secret, const std::string& peer) const {
    for (const std::string& word :
         {std::string("--addr"), address, std::string("--secret"), secret, std::string("--peer"),
          peer, std::string("--suite"), suite_, std::string("--framing"), framing_}) {
      program.push_back(word);
    }
    return program;
  }

  // Starts the proxy before a responder.
  void StartProxy(const std::vector<std::string>& responder, std::vector<std::string> more,
                  const std::string& initiator_secret = kInitiatorSecret) {
    between_.responder = StartWithCorpus(
        WordsOf(responder, "127.0.0.1:0", kResponderSecret, PublicOf(kInitiatorSecret, suite_)));
    const auto address = between_.responder->WaitForLine("LISTEN ", Clock::now() + kPatience);
    ASSERT_TRUE(address);
    std::vector<std::string> words = {"conformance/runner/asmtp-conform",
                                      "record",
                                      "--proxy",
                                      "--out",
                                      file_,
                                      "--connect",
                                      *address,
                                      "--initiator-secret",
                                      initiator_secret,
                                      "--responder-secret",
                                      kResponderSecret,
                                      "--suite",
                                      suite_,
                                      "--framing",
                                      framing_};
    words.insert(words.end(), more.begin(), more.end());
    between_.proxy = StartWithCorpus(words);
    const auto listening = between_.proxy->WaitForLine("LISTEN ", Clock::now() + kPatience);
    ASSERT_TRUE(listening) << between_.proxy->ErrorTail();
    address_ = *listening;
  }

  void StartInitiator(const std::string& secret = kInitiatorSecret,
                      const std::vector<std::string>& program = {
                          "conformance/endpoint/asmtp-endpoint", "--role", "initiator"}) {
    between_.initiator =
        StartWithCorpus(WordsOf(program, address_, secret, PublicOf(kResponderSecret, suite_)));
  }

  Ended EndOfProxy() { return WaitForEnd(*between_.proxy); }

  Between between_;
  std::string address_;
  std::string suite_ = "ed25519";
  std::string framing_ = "u32";
};

const std::vector<std::string> kEndpoint = {"conformance/endpoint/asmtp-endpoint", "--role",
                                            "responder"};
const std::vector<std::string> kOther = {"conformance/faulty/faulty-iut", "none", "--role",
                                         "responder"};

TEST_F(ProxyTest, RecordsTwoImplementationsAndReplaysAgainstBoth) {
  StartProxy(kOther, {"--messages", "4"});
  StartInitiator();
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 0) << ended.err;
  const std::string text = ReadFile(file_);
  EXPECT_THAT(text, HasSubstr("\nroles   responder initiator\n"));
  EXPECT_THAT(text, HasSubstr("\niut.e.pub initiator ed25519 ~ "));
  EXPECT_THAT(text, HasSubstr("\niut.e.pub responder ed25519 ~ "));
  EXPECT_EQ(Conform({"verify", file_}).status, 0);
  const Ended ours = Replay({});
  EXPECT_EQ(ours.status, 0) << ours.out << ours.err;
  const Ended other = Replay({"--iut",
                              "conformance/faulty/faulty-iut none --role {role} --addr {addr} "
                              "--secret {iut_s} --peer {peer} "
                              "--suite {suite} --framing {framing}"});
  EXPECT_EQ(other.status, 0) << other.out << other.err;
}

// Our endpoint and the Python example, each in both roles.
struct Two {
  bool python_responds;
  std::string suite;
  std::string framing;
};

class TwoBuildsTest : public ProxyTest, public testing::WithParamInterface<Two> {};

TEST_P(TwoBuildsTest, RecordingReplaysOnBoth) {
  const auto program = [](bool python, const std::string& role) -> std::vector<std::string> {
    if (!python) return {"conformance/endpoint/asmtp-endpoint", "--role", role};
    return {"/usr/bin/python3", "-B", "conformance/adapters/python/adapter.py", "--role", role};
  };
  suite_ = GetParam().suite;
  framing_ = GetParam().framing;
  StartProxy(program(GetParam().python_responds, "responder"), {"--messages", "5"});
  StartInitiator(kInitiatorSecret, program(!GetParam().python_responds, "initiator"));
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ReadFile(file_), HasSubstr("\niut.e.pub initiator " + suite_ + " ~ "));
  EXPECT_THAT(ReadFile(file_), HasSubstr("\niut.e.pub responder " + suite_ + " ~ "));
  EXPECT_EQ(Conform({"verify", file_}).status, 0);
  const std::string as =
      " --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite "
      "{suite} --framing {framing}";
  for (const std::string iut : {"conformance/endpoint/asmtp-endpoint",
                                "/usr/bin/python3 -B conformance/adapters/python/adapter.py"}) {
    const Ended replayed = Replay({"--iut", iut + as});
    EXPECT_EQ(replayed.status, 0) << iut << replayed.out << replayed.err;
    EXPECT_THAT(replayed.out, HasSubstr("1 cases in "));
  }
}

INSTANTIATE_TEST_SUITE_P(All, TwoBuildsTest,
                         testing::Values(Two{true, "ed25519", "u32"}, Two{false, "ed25519", "u16"},
                                         Two{true, "25519", "u16"}, Two{false, "25519", "u32"}),
                         [](const auto& tested) {
                           return (tested.param.python_responds ? "PythonResponds"
                                                                : "OursResponds") +
                                  std::string("In") + tested.param.suite + tested.param.framing;
                         });

TEST_F(ProxyTest, RecordsSeveralSessions) {
  StartProxy(kEndpoint, {"--messages", "1", "--sessions", "2"});
  StartInitiator();
  EXPECT_EQ(WaitForEnd(*between_.initiator).status, 0);
  StartInitiator();
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("12 steps, verified"));
  const Ended replayed = Replay({});
  EXPECT_EQ(replayed.status, 0) << replayed.out << replayed.err;
}

TEST_F(ProxyTest, InterruptWritesTheRecordingSoFar) {
  StartProxy(kEndpoint, {"--sessions", "2"});
  StartInitiator();
  // Both handshake frames have passed when the initiator's session is open; no message follows.
  ASSERT_TRUE(between_.proxy->WaitForLine("OPEN", Clock::now() + kPatience));
  ::kill(between_.proxy->pid(), SIGINT);
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(Conform({"verify", file_}).status, 0);
}

TEST_F(ProxyTest, SaysThatASecretIsWrong) {
  StartProxy(kEndpoint, {});
  StartInitiator(std::string(64, '4'));
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("invalid initialize from the initiator, init: the static key is "
                                   "not the IUT's: check that --initiator-secret is its secret"));
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(ProxyTest, SaysThatTheResponderRefuses) {
  const std::string unwanted(64, '4');
  StartProxy(kEndpoint, {}, unwanted);
  StartInitiator(unwanted);
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("the responder closed the connection without a response: check "
                                   "that --responder-secret is its secret"));
}

TEST_F(ProxyTest, SaysThatTheResponderIsNotThere) {
  StartProxy(kEndpoint, {});
  between_.responder->Stop();
  StartInitiator();
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("cannot connect to 127.0.0.1:"));
}

TEST_F(ProxyTest, SaysThatAnIutDoesNotEcho) {
  StartProxy({"conformance/faulty/faulty-iut", "last-bit-flipped", "--role", "responder"},
             {"--messages", "1"});
  StartInitiator();
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("the responder did not echo 'get-passport id=1111"));
  EXPECT_THAT(ended.err, HasSubstr("everything before that is recorded"));
  EXPECT_EQ(Conform({"verify", file_}).status, 0);
}

TEST_F(ProxyTest, SaysThatNobodyConnects) {
  StartProxy(kEndpoint, {"--wait", "0.3"});
  const Ended ended = EndOfProxy();
  EXPECT_EQ(ended.status, 3);
  EXPECT_THAT(ended.err, HasSubstr("nobody connected to " + address_ + " within 0.3 s"));
}

TEST_F(ProxyTest, SaysThatThePortIsInUse) {
  StartProxy(kEndpoint, {});
  const Ended ended =
      Record({"--proxy", "--listen", address_, "--connect", "127.0.0.1:1", "--initiator-secret",
              kInitiatorSecret, "--responder-secret", kResponderSecret});
  EXPECT_EQ(ended.status, 2);
  EXPECT_THAT(ended.err, HasSubstr("cannot listen on " + address_ + ": Address already in use"));
}

// ---- errors -------------------------------------------------------------------------------------

struct Wrong {
  std::vector<std::string> arguments;
  int status;
  std::string err;
};

class WrongTest : public testing::TestWithParam<Wrong> {};

TEST_P(WrongTest, IsOneSentenceAndAStatus) {
  const std::string file = testing::TempDir() + "/wrong.atf";
  std::vector<std::string> words = {"record", "--out", file};
  words.insert(words.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Ended ended = Conform(words);
  EXPECT_EQ(ended.status, GetParam().status) << ended.out;
  EXPECT_THAT(ended.err, HasSubstr(GetParam().err));
  EXPECT_FALSE(fs::exists(file));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongTest,
    testing::Values(
        Wrong{{"--role", "server"}, 2, "asmtp-conform: --role: server not in {"},
        Wrong{{"--script", "no/such"}, 2, "asmtp-conform: no case has the id 'no/such'"},
        Wrong{{"--script", "handshake/early-frame", "--role", "responder"},
              2,
              "asmtp-conform: handshake/early-frame does not apply to responder ed25519 u32"},
        Wrong{{"--script", "parallel/two-sessions"},
              2,
              "'on b connect' cannot be recorded: a recording has one session at a time"},
        Wrong{{"--script", "parallel/half-open"}, 2, "' cannot be recorded: "},
        Wrong{{"--script", "endurance/thousand-echoes"}, 2, "' cannot be recorded: "},
        Wrong{{"--iut-secret", "00"}, 2, "asmtp-conform: --iut-secret: a secret must be 64 hex"},
        Wrong{{"--clause", "XX-1 no such words"}, 2, "the specification has no clause XX-1"},
        Wrong{{"--id", "Big"}, 2, "asmtp-conform: the new case:2: expected an id such as"},
        Wrong{{"--proxy"}, 2, "asmtp-conform: --proxy needs --connect host:port"},
        Wrong{{"--iut", "true"}, 3, "asmtp-conform: 'true' exited with status 0 and did not"},
        Wrong{{"--iut",
               "conformance/endpoint/asmtp-endpoint --role {role} --addr {addr} --secret "
               "7777777777777777777777777777777777777777777777777777777777777777 --peer {peer}"},
              3,
              "the IUT does not follow the script at 'hs2: flight resp'"},
        Wrong{{"--update", "x.atf"}, 2, "--update rewrites the given files"}));

}  // namespace
}  // namespace asmtp::conformance
