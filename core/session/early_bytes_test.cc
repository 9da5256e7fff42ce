// Bytes that arrive before they are due: what is kept, and how much of it.
#include <gtest/gtest.h>

#include "core/testing/session_pair.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

// An initiator that does not wait for its answer, as long as the decision takes: memory stays
// within a bound, and the session ends as it would have.
TEST(EarlyBytes, AreKeptUpToABound) {
  const FrameFormat format(Framing::kU32);
  const Bytes initialize = ToVector(TestInitiatorSession(format).TakeOutput());
  const Bytes kilobyte = Bytes(1024, 0x00);
  for (const auto& [begin, answer] :
       {std::pair("00100000", "Closed early-bytes"),       // a frame of 1 MiB
        {"00000010", "Closed frame-rejected"},             // of 16 bytes, which are all there
        {"0000000f", "Closed frame-length-too-small"}}) {  // of too few
    for (const bool in_place : {false, true}) {
      Session session = TestResponderSession(format);
      session.Feed(initialize);
      EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
      session.Feed(HexBytes(begin));
      for (int i = 0; i < 2000; ++i) {
        if (in_place) {
          std::ranges::fill(session.Prepare().first(1024), uint8_t{0});
          session.Commit(1024);
        } else {
          session.Feed(kilobyte);
        }
        ASSERT_LE(session.buffer_capacity(), size_t{32 * 1024});
      }
      EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
      ASSERT_TRUE(session.Accept());
      EXPECT_EQ(ToText(session.Next()), "Opened");
      EXPECT_EQ(ToText(session.Next()), answer);
    }
  }
}

// One byte more or less decides; what is kept to the last byte waits for its rest.
TEST(EarlyBytes, UpToTheBoundAreAllKept) {
  for (const size_t more : {size_t{0}, size_t{1}}) {
    Session session = TestResponderSession(FrameFormat(Framing::kU32));
    session.Feed(TestInitiatorSession(FrameFormat(Framing::kU32)).TakeOutput());
    EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
    session.Feed(HexBytes("00100000"));
    session.Feed(Bytes(Session::kEarlySizeMax - 4 + more));
    EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
    ASSERT_TRUE(session.Accept());
    EXPECT_EQ(ToText(session.Next()), "Opened");
    EXPECT_EQ(ToText(session.Next()), more == 0 ? "NeedBytes" : "Closed early-bytes");
  }
}

// The bound is for a decision that takes its time. A stream that is played again, with the same
// keys, says the same in one piece, however long it is.
TEST(EarlyBytes, ARecordedStreamInOnePieceHasNoSuchBound) {
  SessionPair pair = OpenSessionPair(FrameFormat());
  Bytes stream = ToVector(TestInitiatorSession(FrameFormat()).TakeOutput());
  const Bytes plaintext = PatternBytes(300'000);
  const Bytes frame = SealToVector(pair.initiator, plaintext);
  stream.insert(stream.end(), frame.begin(), frame.end());
  Session session = TestResponderSession(FrameFormat());
  session.Feed(stream);
  EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
  ASSERT_TRUE(session.Accept());
  EXPECT_EQ(ToText(session.Next()), "Opened");
  EXPECT_EQ(ToText(session.Next()), "Received " + ToHex(plaintext));
}

// Frames that come in one piece with the response are legal, and none of them is lost.
TEST(EarlyBytes, WhatFollowsTheResponseHasNoSuchBound) {
  SessionPair pair = {TestInitiatorSession(FrameFormat()), TestResponderSession(FrameFormat())};
  pair.responder.Feed(pair.initiator.TakeOutput());
  pair.responder.Next();
  ASSERT_TRUE(pair.responder.Accept());
  Bytes stream = ToVector(pair.responder.TakeOutput());
  const Bytes plaintext = PatternBytes(300'000);
  const Bytes frame = SealToVector(pair.responder, plaintext);
  stream.insert(stream.end(), frame.begin(), frame.end());
  pair.initiator.Feed(stream);
  EXPECT_EQ(ToText(pair.initiator.Next()), "Opened");
  EXPECT_EQ(ToText(pair.initiator.Next()), "Received " + ToHex(plaintext));
}

}  // namespace
}  // namespace asmtp
