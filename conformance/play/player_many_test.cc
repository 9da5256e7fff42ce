// Steps of the player with many messages, many sessions and many plays.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/deviant/row.h"
#include "conformance/play/player_fixture.h"

namespace asmtp::conformance {
namespace {

using deviant::Direction;
using testing::HasSubstr;

constexpr const char* kSession =
    "flight init\nflight resp\nsend msg get-passport id=rep(11,16)\n"
    "recv msg get-passport id=rep(11,16)\n";

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

TEST_F(PlayerTest, OpensSessionsInTurn) {
  ExpectPass("in-turn 5\n");
  EXPECT_EQ(given_.streams, 6U);  // and that of the case
  Deviation tires;
  tires.behaviour.sessions_most = 3;  // with that of the case
  EXPECT_THAT(PlaySteps("in-turn 5\n", kResponder, tires).text, HasSubstr("session 3 of 5"));
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
