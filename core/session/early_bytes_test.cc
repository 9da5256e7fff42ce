// How many of the bytes that arrive before the responder's decision are kept.
#include <gtest/gtest.h>

#include "core/testing/session_pair.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

// An initiator keeps sending while the responder decides. Memory stays bounded, and the session
// ends as it would have without the delay.
TEST(EarlyBytes, AreBoundedDuringALongDecision) {
  const FrameFormat format(Framing::kU32);
  const Bytes initialize = ToVector(TestInitiatorSession(format).TakeOutput());
  const Bytes kilobyte = Bytes(1024, 0x00);
  for (const auto& [begin, answer] :
       {std::pair("00100000", "Closed early-bytes"),       // a frame of 1 MiB
        {"00000010", "Closed frame-rejected"},             // 16 bytes, all of which arrive
        {"0000000f", "Closed frame-length-too-small"}}) {  // too few bytes
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

// At the bound, the session waits for the rest of the frame. One byte more closes it.
TEST(EarlyBytes, AreKeptUpToTheBound) {
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

// Returns a responder that waits for its decision and has received `early` bytes in one piece with
// the initialize frame.
Session WaitingWith(ByteView early) {
  Bytes stream = ToVector(TestInitiatorSession(FrameFormat()).TakeOutput());
  stream.insert(stream.end(), early.begin(), early.end());
  Session session = TestResponderSession(FrameFormat());
  session.Feed(stream);
  EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
  return session;
}

// Bytes that came with the initialize frame are kept, however many. After them there is no room.
TEST(EarlyBytes, HaveNoRoomBehindMoreThanTheBound) {
  Bytes early(Session::kEarlySizeMax + 1000);
  CopyTo(HexBytes("00100000"), early);
  for (const size_t more : {size_t{0}, size_t{1}}) {
    Session session = WaitingWith(early);
    session.Feed(Bytes(more));
    ASSERT_TRUE(session.Accept());
    EXPECT_EQ(ToText(session.Next()), "Opened");
    EXPECT_EQ(ToText(session.Next()), more == 0 ? "NeedBytes" : "Closed early-bytes");
  }
}

// The first end of the stream is its reason, also for the halves.
TEST(EarlyBytes, EndTheStreamBeforeThePeerDoes) {
  for (const bool split : {false, true}) {
    Session session = WaitingWith(HexBytes("00100000"));
    session.Feed(Bytes(Session::kEarlySizeMax));
    session.FeedEnd();
    ASSERT_TRUE(session.Accept());
    EXPECT_EQ(ToText(session.Next()), "Opened");
    if (split) {
      auto halves = std::move(session).Split();
      ASSERT_TRUE(halves);
      EXPECT_EQ(ToText(halves->reader.Next()), "early-bytes");
    } else {
      EXPECT_EQ(ToText(session.Next()), "Closed early-bytes");
    }
  }
}

// The bound applies between calls of Next(). A recorded stream that is replayed in one piece with
// the same keys gives the same events, however long it is.
TEST(EarlyBytes, AreUnboundedInAReplayInOnePiece) {
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

// Frames may arrive in one piece with the response, and none of them is lost.
TEST(EarlyBytes, AreUnboundedAfterTheResponse) {
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
