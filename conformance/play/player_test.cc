// Steps and faults of the player, against core and against faulty peers.
#include "conformance/play/player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/deviant/row.h"
#include "conformance/play/deviant_iut.h"
#include "conformance/play/model_iut.h"
#include "conformance/transcript/reader.h"

namespace asmtp::conformance {
namespace {

using deviant::Deviation;
using deviant::Direction;
using testing::HasSubstr;

constexpr const char* kHeader =
    "asmtp-transcript 1\nid test/case\ntitle t\nlevel MUST\nclause TR-1 \"x\"\n"
    "roles ROLE\n[keys]\n"
    "runner.s = 1111111111111111111111111111111111111111111111111111111111111111\n"
    "runner.e = 1212121212121212121212121212121212121212121212121212121212121212\n"
    "iut.s    = 2121212121212121212121212121212121212121212121212121212121212121\n"
    "iut.e    = 2222222222222222222222222222222222222222222222222222222222222222\n"
    "[steps]\nconnect\n";
constexpr const char* kOpen = "flight init\nflight resp\n";
constexpr const char* kClosed = "expect\n  close -> pass\n  * -> fail\n";
constexpr noise::Role kResponder = noise::Role::kResponder;
constexpr noise::Role kInitiator = noise::Role::kInitiator;

// What a channel was given.
struct Given {
  std::vector<Bytes> writes;
  bool shutdown = false;
  bool reset = false;
  size_t reads_awaited = 0;
  size_t rests = 0;
  std::vector<Milliseconds> waits;  // of each Receive()
  size_t streams = 0;
};

// Core, which records what the runner sends. It refuses the stream of this number, if set.
class ListeningIut : public Iut {
 public:
  ListeningIut(Iut& inner, Given& given, size_t refused)
      : inner_(inner), given_(given), refused_(refused) {}

  std::expected<std::unique_ptr<Channel>, std::string> Open(Deadline deadline) override {
    if (++given_.streams == refused_) return std::unexpected("refused");
    auto channel = inner_.Open(deadline);
    if (!channel) return channel;
    return std::make_unique<Listening>(*std::move(channel), given_);
  }

 private:
  class Listening : public Channel {
   public:
    Listening(std::unique_ptr<Channel> inner, Given& given)
        : inner_(std::move(inner)), given_(given) {}
    void Send(ByteView bytes, Deadline deadline) override {
      given_.writes.emplace_back(bytes.begin(), bytes.end());
      inner_->Send(bytes, deadline);
    }
    void AwaitRead(Deadline) override { ++given_.reads_awaited; }
    void Rest(Deadline) override { ++given_.rests; }
    Arrival Receive(Deadline deadline) override {
      given_.waits.push_back(std::chrono::ceil<Milliseconds>(deadline - Clock::now()));
      return inner_->Receive(deadline);
    }
    void Shutdown() override {
      given_.shutdown = true;
      inner_->Shutdown();
    }
    void Reset() override {
      given_.reset = true;
      inner_->Reset();
    }

   private:
    std::unique_ptr<Channel> inner_;
    Given& given_;
  };

  Iut& inner_;
  Given& given_;
  size_t refused_;
};

class PlayerTest : public testing::Test {
 protected:
  const PlayResult& PlaySteps(const std::string& steps, noise::Role role = kResponder,
                              const std::optional<Deviation>& deviation = {},
                              const PlayOptions& options = {}) {
    std::string text = kHeader + steps;
    text.replace(text.find("ROLE"), 4, Name(role));
    text.replace(text.find("MUST"), 4, level_);
    text.insert(text.find("[steps]"), header_keys_);
    auto cases = ReadTranscripts("t.atf", text);
    if (!cases) ADD_FAILURE() << cases.error().Format();
    auto set = ResolveCases(*std::move(cases));
    if (!set) ADD_FAILURE() << set.error().Format();
    set_ = *std::move(set);
    const Config config{.role = role};
    const Keys keys = set_.cases.front().keys.For(role);
    ModelIut right(config, keys);
    DeviantIut wrong(config, keys, deviation.value_or(Deviation()));
    given_ = {};
    ListeningIut iut(deviation ? static_cast<Iut&>(wrong) : right, given_, refused_);
    result_ = Play(set_.cases.front(), config, iut, options);
    return result_;
  }

  // Whether one wait lasted between half of this duration and all of it.
  bool HasWaited(Milliseconds most) const {
    return std::ranges::any_of(given_.waits,
                               [&](Milliseconds wait) { return wait <= most && wait > most / 2; });
  }

  void ExpectPass(const std::string& steps, noise::Role role = kResponder) {
    const PlayResult& result = PlaySteps(steps, role);
    EXPECT_EQ(result.verdict, Verdict::kPass) << steps << result.text << result.actual;
  }

  CaseSet set_;
  PlayResult result_;
  Given given_;
  size_t refused_ = 0;
  std::string level_ = "MUST";
  std::string header_keys_;  // more lines of [keys]
};

TEST_F(PlayerTest, ReportsTheTimeoutAndTheAwaitedStep) {
  const std::string steps = std::string(kOpen) +
                            "send msg get-passport id=rep(11,16)\n"
                            "recv msg get-passport id=rep(11,16)\n";
  PlaySteps(steps + "recv msg get-passport id=rep(12,16)\n");
  EXPECT_EQ(result_.verdict, Verdict::kTimeout);
  EXPECT_EQ(result_.text,
            "no response within 2.0 s (scale 1) to send msg get-passport id=rep(11,16)");
  PlaySteps(steps + "expect within 500ms\n  close -> pass\n  * -> fail\n", kResponder, {},
            {.timeout_scale = 3.0});
  EXPECT_EQ(result_.text,
            "no response within 1.5 s (scale 3) to send msg get-passport id=rep(11,16)");
}

TEST_F(PlayerTest, RetriesAFreshSessionOnce) {
  refused_ = 2;
  const std::string steps = std::string(kOpen) + "alive\n";
  EXPECT_EQ(PlaySteps(steps).verdict, Verdict::kFail);
  PlaySteps(steps, kResponder, {}, {.grace = Milliseconds(1)});
  EXPECT_EQ(result_.verdict, Verdict::kPass);
  EXPECT_EQ(result_.trace.back().text, "a fresh session works, on the second attempt");
}

// Later steps would be judged by a session that is gone.
TEST_F(PlayerTest, FailureEndsTheCaseAtAnyLevel) {
  const std::string steps = std::string(kOpen) +
                            "a: expect\n  close -> pass\n  * -> fail\n"
                            "same $a.close $a.close\n";
  EXPECT_EQ(PlaySteps(steps).verdict, Verdict::kTimeout);
  level_ = "SHOULD";
  EXPECT_EQ(PlaySteps(steps).verdict, Verdict::kNonstrict);
  EXPECT_EQ(result_.step->text, "a: expect");
}

TEST_F(PlayerTest, MissingValueIsNotCompared) {
  PlaySteps(std::string(kOpen) +
            "a: expect\n  close -> pass\n  silence 1ms -> pass\n  * -> fail\n"
            "same $a.close $a.close\n");
  EXPECT_EQ(result_.verdict, Verdict::kBlocked);
  EXPECT_EQ(result_.text, "nothing to compare");
  EXPECT_EQ(result_.actual, "unknown name $a.close");
}

TEST_F(PlayerTest, ScalesPausesLikeDeadlines) {
  for (const std::string steps : {"flight init\nflight resp\nafter 100ms\n",
                                  "flight init\n  tamper stream pace 50/100ms\nflight resp\n"}) {
    PlaySteps(steps, kResponder, {}, {.timeout_scale = 3.0});
    EXPECT_EQ(result_.verdict, Verdict::kPass);
    EXPECT_TRUE(HasWaited(Milliseconds(300))) << steps;
    PlaySteps(steps);
    EXPECT_TRUE(HasWaited(Milliseconds(100))) << steps;
  }
}

TEST_F(PlayerTest, PlaysTwoSessionsAtOnce) {
  for (const noise::Role role : {kResponder, kInitiator}) {
    ExpectPass(std::string(kOpen) +
                   "on b connect\non b flight init\non b flight resp\n"
                   "send msg get-passport id=rep(11,16)\n"
                   "on b send msg get-passport id=rep(12,16)\n"
                   "recv msg get-passport id=rep(11,16)\n"
                   "on b recv msg get-passport id=rep(12,16)\n"
                   "close fin\n"
                   "on b send msg get-passport id=rep(13,16)\n"
                   "on b recv msg get-passport id=rep(13,16)\n",
               role);
  }
  EXPECT_EQ(result_.trace.back().session, 2U);
  EXPECT_EQ(PlaySteps("on c close fin\n").text, "this step needs a 'connect' before it");
}

TEST_F(PlayerTest, FrameOfAnotherSessionIsForged) {
  ExpectPass(std::string(kOpen) +
             "on b connect\non b flight init\non b flight resp\n"
             "m: send msg get-passport id=rep(11,16)\nrecv msg get-passport id=rep(11,16)\n"
             "on b send frame $m.wire\non b expect\n  close -> pass\n  * -> fail\n");
}

TEST_F(PlayerTest, SendsManyMessagesAndReceivesTheirEchoes) {
  for (const noise::Role role : {kResponder, kInitiator}) {
    ExpectPass(std::string(kOpen) + "echo 3000 100\necho 3 65517\nclose fin\n", role);
    EXPECT_THAT(result_.trace[result_.trace.size() - 4].text,
                HasSubstr("the IUT echoed 3000 messages of 100 bytes"));
  }
  // In writes of many frames, not one by one.
  EXPECT_LT(given_.writes.size(), 100U);
}

TEST_F(PlayerTest, NamesTheMessageThatWasNotEchoed) {
  Deviation deviation;
  deviation.send.rekeys = Direction::Rekeys::kOneTooFew;
  const PlayResult& result = PlaySteps(std::string(kOpen) + "echo 50 64\n", kResponder, deviation);
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_EQ(result.text, "message 3 of 50 was not echoed");
  EXPECT_EQ(result.hypothesis, "one-rekey-too-few");
}

TEST_F(PlayerTest, OpensSimultaneousSessions) {
  ExpectPass("sessions 20\n");
  EXPECT_EQ(result_.trace.back().text, "20 sessions worked at once");
  Deviation deviation;
  deviation.send.ad_text = "garbage";
  const PlayResult& result = PlaySteps("sessions 20\n", kResponder, deviation);
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_EQ(result.text, "session 1 of 20: its message 1 was not echoed");
}

TEST_F(PlayerTest, LeavesStreamsHalfOpen) {
  ExpectPass("half-open 20\nalive\n");
  EXPECT_EQ(result_.trace[1].text, "20 of 20 silent streams are open");
  refused_ = 12;
  ExpectPass("half-open 20\nalive\n");  // RES-12
  EXPECT_EQ(result_.trace[1].text, "10 of 20 silent streams are open");
}

TEST_F(PlayerTest, BuffersBytesDuringAWait) {
  ExpectPass(std::string(kOpen) +
             "send msg get-passport id=rep(11,16)\nafter 20ms\n"
             "recv msg get-passport id=rep(11,16)\n");
}

TEST_F(PlayerTest, PacesItsWrites) {
  ExpectPass("flight init\n  tamper stream pace 10/1ms\nflight resp\n");
  ASSERT_EQ(given_.writes.size(), 10U);
  EXPECT_EQ(given_.writes.front().size(), 10U);
  EXPECT_EQ(given_.writes.back().size(), 7U);
}

TEST_F(PlayerTest, CutsAndEndsTheStream) {
  ExpectPass("flight init\n  tamper stream cut 12 then fin\n" + std::string(kClosed));
  EXPECT_EQ(given_.writes.front().size(), 12U);
  EXPECT_TRUE(given_.shutdown);
  ExpectPass("flight init\n  tamper stream cut 12 then rst\n");
  EXPECT_TRUE(given_.reset);
  EXPECT_FALSE(given_.shutdown);
}

// Core closes on every fault except those named here.
TEST_F(PlayerTest, NoticesEachFaultOfTheHandshake) {
  for (const std::string token : {"es", "ss"}) {
    ExpectPass("flight init\n  tamper noise dh " + token + "\n" + kClosed);
  }
  for (const std::string token : {"ee", "se"}) {
    ExpectPass("flight init\nflight resp\n  tamper noise dh " + token + "\n" + kClosed, kInitiator);
  }
}

TEST_F(PlayerTest, ReusesTheEphemeralKeyOfTheFirstSession) {
  PlaySteps("a: flight init\nflight resp\nclose fin\nconnect\nb: flight init\nflight resp\n");
  EXPECT_NE(given_.writes.at(0), given_.writes.at(1));
  ExpectPass(
      "flight init\nflight resp\nclose fin\nconnect\nflight init\n  tamper noise e reuse\n"
      "flight resp\n");
  EXPECT_EQ(given_.writes.at(0), given_.writes.at(1));
}

TEST_F(PlayerTest, SealsUnderTheFirstKey) {
  ExpectPass(std::string(kOpen) +
             "send msg get-passport id=rep(11,16)\nrecv msg get-passport id=rep(11,16)\n"
             "send msg get-passport id=rep(11,16)\nrecv msg get-passport id=rep(11,16)\n"
             "send msg get-passport id=rep(11,16)\n  tamper noise key first\n" +
             kClosed);
}

constexpr const char* kSession =
    "flight init\nflight resp\nsend msg get-passport id=rep(11,16)\n"
    "recv msg get-passport id=rep(11,16)\n";

TEST_F(PlayerTest, PlaysTheStepsAgain) {
  ExpectPass(std::string(kSession) + "close fin\nagain 3\nalive\n");
  EXPECT_EQ(given_.streams, 5U);
  EXPECT_EQ(result_.trace.front().text, "play 4 of these steps");
  EXPECT_EQ(PlaySteps(std::string(kSession) + "close fin\nagain 300\n", kResponder, {},
                      {.known_answer = true})
                .verdict,
            Verdict::kPass);
  EXPECT_EQ(given_.streams, 65U);  // verify plays 64 repetitions at most
}

TEST_F(PlayerTest, StopsAgainAtTheFirstFailure) {
  refused_ = 3;
  const PlayResult& result = PlaySteps(std::string(kSession) + "close fin\nagain 9\n");
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_EQ(given_.streams, 3U);
}

// Core closes, so the steps that need an open stream are left out.
TEST_F(PlayerTest, SkipsTheRestWhenNothingMoreCanBeTested) {
  ExpectPass(std::string(kOpen) +
             "send plain ff\nexpect\n  close -> done\n  silence 10ms -> pass\n  * -> fail\n"
             "recv msg get-passport\nalive\n");
  EXPECT_EQ(given_.streams, 2U);
  Deviation goes_on;
  goes_on.messages.skips_no_message = true;
  EXPECT_EQ(PlaySteps(std::string(kOpen) +
                          "send plain ff\nexpect\n  close -> done\n  silence 10ms -> pass\n"
                          "  * -> fail\nrecv msg get-passport within 10ms\n",
                      kResponder, goes_on)
                .verdict,
            Verdict::kTimeout);
}

TEST_F(PlayerTest, NoticesAnEphemeralKeyOfAnEarlierSession) {
  SeenKeys seen;
  const std::string two = std::string(kOpen) + "connect\n" + kOpen;
  EXPECT_EQ(PlaySteps(two, kResponder, {}, {.seen = &seen}).verdict, Verdict::kPass);
  Deviation reuses;
  reuses.handshake.e_pool = 1;
  for (const noise::Role role : {kResponder, kInitiator}) {
    SeenKeys fresh;
    EXPECT_EQ(PlaySteps(two, role, reuses, {.seen = &fresh}).reason, Reason::kEphemeralAgain);
  }
  EXPECT_EQ(PlaySteps(two, kResponder, reuses).verdict, Verdict::kPass);  // not checked
}

TEST_F(PlayerTest, DrainsAFlood) {
  ExpectPass(std::string(kOpen) + "flood 40 1000\ndrain\n");
  EXPECT_EQ(result_.trace.back().text, "the IUT echoed every message of the flood");
  Deviation deviation;
  deviation.send.ad_text = "garbage";
  const PlayResult& result =
      PlaySteps(std::string(kOpen) + "flood 40 1000\ndrain\n", kResponder, deviation);
  EXPECT_EQ(result.text, "message 1 of 40 was not echoed");
}

TEST_F(PlayerTest, ReadsNothingAfterAFloodUntilItIsDrained) {
  ExpectPass(std::string(kOpen) + "flood 4 1000\nafter 5ms\ndrain\nafter 5ms\n");
  EXPECT_EQ(given_.rests, 1U);
}

TEST_F(PlayerTest, WaitsUntilAPartOfAFrameIsRead) {
  const std::string message = std::string(kOpen) + "send msg get-passport id=rep(11,16)\n";
  PlaySteps(message + "  tamper stream cut 9\n", kResponder);
  EXPECT_EQ(given_.reads_awaited, 1U);
  PlaySteps(message + "  tamper stream cut 9 then fin\n", kResponder);
  EXPECT_EQ(given_.reads_awaited, 0U);
}

TEST_F(PlayerTest, HoldsBytesOverAPause) {
  ExpectPass(std::string(kOpen) +
             "send msg get-passport id=rep(11,16)\n  tamper stream hold from 2\nafter 5ms\n"
             "recv msg get-passport id=rep(11,16)\n");
  ASSERT_EQ(given_.writes.size(), 3U);  // initialize, the first bytes, the rest
  EXPECT_EQ(given_.writes[1].size(), 2U);
  EXPECT_EQ(given_.waits[1], Milliseconds(5)) << "the rest is sent after the pause";
}

TEST_F(PlayerTest, OpensSessionsInTurn) {
  ExpectPass("in-turn 5\n");
  EXPECT_EQ(given_.streams, 6U);  // and that of the case
  Deviation tires;
  tires.behaviour.sessions_most = 3;  // with that of the case
  EXPECT_THAT(PlaySteps("in-turn 5\n", kResponder, tires).text, HasSubstr("session 3 of 5"));
}

TEST_F(PlayerTest, NoticesAnEphemeralKeyInTheSessionThatShowsLife) {
  Deviation reuses;
  reuses.handshake.e_pool = 1;
  SeenKeys seen;
  const PlayResult& result =
      PlaySteps(std::string(kOpen) + "alive\n", kResponder, reuses, {.seen = &seen});
  EXPECT_EQ(result.verdict, Verdict::kFail);
  EXPECT_THAT(result.actual, HasSubstr("(CRY-4)"));
  EXPECT_EQ(PlaySteps(std::string(kOpen) + "alive\n", kResponder, reuses).verdict, Verdict::kPass);
}

TEST_F(PlayerTest, SendsMessagesInAllSessions) {
  ExpectPass("sessions 4 10\n");
  Deviation deviation;
  deviation.behaviour.closes_after = 9;
  EXPECT_EQ(PlaySteps("sessions 4 10\n", kResponder, deviation).text,
            "session 1 of 4: its message 10 was not echoed");
}

TEST_F(PlayerTest, ASessionMayHaveAnIdentityOfItsOwn) {
  const std::string key = std::string("b.s = ") + std::string(64, '3') + "\n";
  std::string steps = std::string(kOpen) + "on b connect\non b flight init\non b " + kClosed;
  header_keys_ = key;
  ExpectPass(steps);
}

// Like those of a node. They must verify.
TEST_F(PlayerTest, MayPassOverFramesThatNobodyAskedFor) {
  const std::string steps = kOpen + std::string("silence 1ms\nsend frame rep(5c,33)\n") + kClosed;
  Deviation talks;
  talks.behaviour.talks_unasked = true;
  EXPECT_EQ(PlaySteps(steps, kResponder, talks).verdict, Verdict::kFail);
  EXPECT_EQ(PlaySteps(steps, kResponder, talks, {.unasked_frames = true}).verdict, Verdict::kPass);
  Deviation wrong = deviant::FindRow(deviant::Serves::kEndpoint, "directions-swapped")->deviation();
  wrong.behaviour.talks_unasked = true;
  PlaySteps(steps, kResponder, wrong, {.unasked_frames = true});
  EXPECT_EQ(result_.verdict, Verdict::kFail);
  EXPECT_THAT(result_.actual, HasSubstr("a frame that does not verify"));
}

TEST_F(PlayerTest, EachSessionMayHaveAnIdentityOfItsOwn) {
  Deviation takes_all;
  takes_all.admission.anybody = true;
  uint8_t count = 0;
  const auto next = [&count] {
    SecretText secret;
    secret.bytes.fill(++count);
    return secret;
  };
  PlaySteps(std::string(kOpen) + "close fin\nconnect\n" + kOpen + "alive\n", kResponder, takes_all,
            {.identity = next});
  EXPECT_EQ(result_.verdict, Verdict::kPass) << result_.actual;
  EXPECT_EQ(count, 3);
}

}  // namespace
}  // namespace asmtp::conformance
