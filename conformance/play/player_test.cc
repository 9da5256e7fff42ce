// Steps and faults of the player, against core and against faulty peers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/deviant/row.h"
#include "conformance/play/player_fixture.h"

namespace asmtp::conformance {
namespace {

using deviant::Direction;
using testing::HasSubstr;

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

}  // namespace
}  // namespace asmtp::conformance
