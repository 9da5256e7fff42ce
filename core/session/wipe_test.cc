// No plaintext is left in memory that a session or reader frees.
#include <gtest/gtest.h>

#include "core/testing/append.h"
#include "core/testing/freed_memory.h"
#include "core/testing/session_pair.h"

namespace asmtp {
namespace {

const FrameFormat kFormat(Framing::kU32);

// Makes the responder receive a plaintext of `size` bytes, and returns it.
std::vector<uint8_t> Receive(SessionPair& pair, size_t size) {
  const std::vector<uint8_t> plaintext = PatternBytes(size);
  pair.responder.Feed(SealToVector(pair.initiator, plaintext));
  EXPECT_EQ(ToText(pair.responder.Next()), "Received " + ToHex(plaintext));
  return plaintext;
}

// Returns the bytes to search for. The test has its own copy of the plaintext, which must outlive
// the search.
ByteView MiddleOf(const std::vector<uint8_t>& plaintext) {
  return ByteView(plaintext).subspan(plaintext.size() / 2, 64);
}

TEST(Wipe, NoPlaintextOutlivesItsSession) {
  for (const std::string_view end : {"close", "fail", "peer closes", "split"}) {
    SessionPair pair = OpenSessionPair(kFormat);
    const std::vector<uint8_t> plaintext = Receive(pair, 1000);
    if (end == "fail") pair.responder.Feed(HexBytes("00000000"));
    if (end == "peer closes") pair.responder.FeedEnd();
    WatchFreedMemory watch(MiddleOf(plaintext));
    if (end == "close") {
      pair.responder.Close();
    } else if (end == "split") {
      EXPECT_TRUE(std::move(pair.responder).Split());  // destroyed at once
    } else {
      EXPECT_TRUE(std::holds_alternative<Closed>(pair.responder.Next()));
    }
    EXPECT_EQ(pair.responder.buffer_capacity(), 0u) << end;
    EXPECT_FALSE(watch.Seen()) << end;
  }
}

// A reader that has failed holds no plaintext, although it still exists.
TEST(Wipe, NoPlaintextOutlivesAFailedReader) {
  for (const std::string_view end : {"length", "tag", "peer closes"}) {
    SessionPair pair = OpenSessionPair(kFormat);
    FrameReader reader = std::move(std::move(pair.responder).Split()->reader);
    const std::vector<uint8_t> plaintext = PatternBytes(1000);
    Append(reader, SealToVector(pair.initiator, plaintext));
    const auto received = reader.Next();
    ASSERT_TRUE(received && *received);
    EXPECT_TRUE(Equal(**received, plaintext));
    if (end == "length") Append(reader, HexBytes("00000000"));
    if (end == "tag") Append(reader, HexBytes("0000001000000000000000000000000000000000"));
    if (end == "peer closes") reader.FeedEnd();
    WatchFreedMemory watch(MiddleOf(plaintext));
    EXPECT_FALSE(reader.Next());
    EXPECT_EQ(reader.buffer_capacity(), 0u) << end;
    EXPECT_FALSE(watch.Seen()) << end;
  }
}

TEST(Wipe, NoPlaintextIsFreedInAnOpenSession) {
  SessionPair pair = OpenSessionPair(kFormat);
  const std::vector<uint8_t> plaintext = Receive(pair, 1'000'000);
  const size_t before = pair.responder.buffer_capacity();
  WatchFreedMemory watch(MiddleOf(plaintext));
  EXPECT_EQ(ToText(pair.responder.Next()), "NeedBytes");
  EXPECT_LT(pair.responder.buffer_capacity(), before);
  EXPECT_FALSE(watch.Seen());
}

}  // namespace
}  // namespace asmtp
