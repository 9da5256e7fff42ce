#include "core/session/session.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/testing/append.h"
#include "core/testing/handshake_vectors.h"
#include "core/testing/low_order_points.h"
#include "core/testing/session_pair.h"
#include "core/testing/test_memory.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes Frame(Framing framing, ByteView ciphertext) {
  Bytes frame(HeaderSize(framing));
  WriteFrameHeader(framing, static_cast<uint32_t>(ciphertext.size()), frame);
  frame.insert(frame.end(), ciphertext.begin(), ciphertext.end());
  return frame;
}

// Feeds `stream` in chunks that end at `cuts`, then its end, and returns all events and output. A
// responder accepts every peer.
std::vector<std::string> Log(Session session, ByteView stream, std::multiset<size_t> cuts) {
  std::vector<std::string> log = {"sent " + ToHex(session.TakeOutput())};
  cuts.insert(stream.size());
  size_t begin = 0;
  for (const size_t end : cuts) {
    session.Feed(stream.subspan(begin, end - begin));
    begin = end;
    if (end == stream.size()) session.FeedEnd();
    for (;;) {
      const std::string event = ToText(session.Next());
      if (event == "NeedBytes") break;
      log.push_back(event);
      if (event == "PeerIdentified") {
        EXPECT_TRUE(session.Accept());
        log.push_back("sent " + ToHex(session.TakeOutput()));
      }
      if (event.starts_with("Closed")) return log;
    }
  }
  return log;
}

// Expects the same events however the stream is cut: in one piece, byte by byte, at random.
void ExpectLog(auto make_session, const Bytes& stream, const std::vector<std::string>& expected) {
  EXPECT_EQ(Log(make_session(), stream, {}), expected);
  std::multiset<size_t> everywhere;
  for (size_t i = 0; i < stream.size(); ++i) everywhere.insert(i);
  EXPECT_EQ(Log(make_session(), stream, everywhere), expected);
  std::mt19937_64 generator(1);
  for (int i = 0; i < 10; ++i) {
    std::multiset<size_t> cuts;
    for (size_t n = generator() % 8; n > 0; --n) cuts.insert(generator() % (stream.size() + 1));
    EXPECT_EQ(Log(make_session(), stream, cuts), expected);
  }
}

// The bytes that one side sends in a vector, and the log of the receiving side.
struct OneWay {
  Bytes stream;
  std::vector<std::string> log;
};

OneWay MakeOneWay(const HandshakeVector& vector, Framing framing, bool to_initiator) {
  OneWay way;
  if (to_initiator) {
    way = {.stream = vector.response, .log = {"sent " + ToHex(vector.initialize), "Opened"}};
  } else {
    way = {.stream = vector.initialize,
           .log = {"sent ", "PeerIdentified", "sent " + ToHex(vector.response), "Opened"}};
  }
  for (const HandshakeVector::Message& message : vector.messages) {
    if (message.from_initiator == to_initiator) continue;
    const Bytes frame = Frame(framing, message.ciphertext);
    way.stream.insert(way.stream.end(), frame.begin(), frame.end());
    way.log.push_back("Received " + ToHex(message.plaintext));
  }
  way.log.push_back("Closed peer-closed");
  return way;
}

// Both sides of every recorded session, in both framings. The stream to the initiator continues
// with messages right after the response.
TEST(Session, ReadsRecordedStreamsInAnyPieces) {
  for (const HandshakeVector& vector : ReadHandshakeVectors()) {
    for (const Framing framing : kFramings) {
      SCOPED_TRACE(testing::Message() << vector.index << ' ' << Name(framing));
      const FrameFormat format(framing);
      const OneWay to_initiator = MakeOneWay(vector, framing, true);
      ExpectLog(
          [&] {
            return Session::Initiator(format, vector.initiator.s.Clone(),
                                      vector.initiator.e.Clone(), vector.responder.s_public);
          },
          to_initiator.stream, to_initiator.log);
      const OneWay to_responder = MakeOneWay(vector, framing, false);
      ExpectLog(
          [&] {
            return Session::Responder(format, vector.responder.s.Clone(),
                                      vector.responder.e.Clone());
          },
          to_responder.stream, to_responder.log);
    }
  }
}

TEST(Session, WritesRecordedFrames) {
  for (HandshakeVector& vector : ReadHandshakeVectors()) {
    for (const Framing framing : kFramings) {
      const FrameFormat format(framing);
      Session initiator = Session::Initiator(format, vector.initiator.s.Clone(),
                                             vector.initiator.e.Clone(), vector.responder.s_public);
      Session responder =
          Session::Responder(format, vector.responder.s.Clone(), vector.responder.e.Clone());
      responder.Feed(initiator.TakeOutput());
      const auto identified = std::get<PeerIdentified>(responder.Next());
      EXPECT_EQ(identified.rs, vector.initiator.s_public);
      ASSERT_TRUE(responder.Accept());
      initiator.Feed(responder.TakeOutput());
      const auto mine = std::get<Opened>(initiator.Next());
      const auto theirs = std::get<Opened>(responder.Next());
      EXPECT_EQ(ToVector(mine.session_id), vector.session_id);
      EXPECT_EQ(ToVector(theirs.session_id), vector.session_id);
      EXPECT_EQ(mine.rs, vector.responder.s_public);
      EXPECT_EQ(theirs.rs, vector.initiator.s_public);
      for (const HandshakeVector::Message& message : vector.messages) {
        Session& writer = message.from_initiator ? initiator : responder;
        EXPECT_EQ(SealToVector(writer, message.plaintext), Frame(framing, message.ciphertext));
      }
    }
  }
}

// A stream with one changed byte gives the same error in any pieces.
TEST(Session, ReportsTheSameErrorInAnyPieces) {
  const FrameFormat format(Framing::kU16, 100);
  SessionPair pair = OpenSessionPair(format);
  Bytes stream = ToVector(TestInitiatorSession(format).TakeOutput());
  for (int i = 0; i < 2; ++i) {
    const Bytes frame = SealToVector(pair.initiator, PatternBytes(5));
    stream.insert(stream.end(), frame.begin(), frame.end());
  }
  for (size_t at = 0; at < stream.size(); at += 7) {
    SCOPED_TRACE(at);
    Bytes changed = stream;
    changed[at] ^= 1;
    const auto whole = Log(TestResponderSession(format), changed, {});
    EXPECT_TRUE(whole.back().starts_with("Closed"));
    EXPECT_NE(whole.back(), "Closed peer-closed");
    ExpectLog([&] { return TestResponderSession(format); }, changed, whole);
  }
}

// Ends the stream after every byte.
TEST(Session, NamesWhatTheEndOfTheStreamTruncates) {
  const FrameFormat format(Framing::kU32, 100);
  SessionPair pair = OpenSessionPair(format);
  Bytes stream = ToVector(TestInitiatorSession(format).TakeOutput());
  const Bytes frame = SealToVector(pair.initiator, PatternBytes(5));
  stream.insert(stream.end(), frame.begin(), frame.end());
  for (size_t end = 0; end <= stream.size(); ++end) {
    const bool handshake_done = end >= kInitializeFrameSize;
    const bool boundary = end == kInitializeFrameSize || end == stream.size();
    EXPECT_EQ(Log(TestResponderSession(format), ByteView(stream).first(end), {}).back(),
              !handshake_done ? "Closed handshake-truncated"
              : boundary      ? "Closed peer-closed"
                              : "Closed frame-truncated")
        << end;
  }
}

// Nothing can be sealed before the response, so bytes after the initialize frame are invalid. They
// are judged after the decision.
TEST(Session, JudgesEarlyBytesAfterTheDecision) {
  const FrameFormat format(Framing::kU32, 100);
  Bytes stream = ToVector(TestInitiatorSession(format).TakeOutput());
  stream.insert(stream.end(), 40, uint8_t{0});
  Session session = TestResponderSession(format);
  session.Feed(stream);
  EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
  ASSERT_TRUE(session.Accept());
  EXPECT_EQ(session.TakeOutput().size(), kResponseFrameSize);
  EXPECT_EQ(ToText(session.Next()), "Opened");
  EXPECT_EQ(ToText(session.Next()), "Closed frame-length-too-small");
}

TEST(Session, CarriesBothDirectionsAtOnce) {
  for (const Suite suite : kSuites) {
    for (const Framing framing : kFramings) {
      SessionPair pair = OpenSessionPair(FrameFormat(framing), suite);
      for (uint64_t i = 0; i < 50; ++i) {
        pair.responder.Feed(SealToVector(pair.initiator, PatternBytes(i, i)));
        pair.initiator.Feed(SealToVector(pair.responder, PatternBytes(2 * i, i)));
        EXPECT_EQ(ToText(pair.responder.Next()), "Received " + ToHex(PatternBytes(i, i)));
        EXPECT_EQ(ToText(pair.initiator.Next()), "Received " + ToHex(PatternBytes(2 * i, i)));
      }
    }
  }
}

// A hostile initiator sends an ephemeral key of low order.
TEST(Session, ReportsALowOrderPeer) {
  Bytes initialize = ToVector(TestInitiatorSession(FrameFormat()).TakeOutput());
  CopyTo(LowOrderPoints(Suite::kEd25519)[0], MutableByteView(initialize).subspan(1));
  EXPECT_EQ(Log(TestResponderSession(FrameFormat()), initialize, {}).back(),
            "Closed low-order-point");
}

// Prepare() and Commit() are Feed() without a copy.
TEST(Session, AcceptsBytesInPlace) {
  SessionPair pair = OpenSessionPair(FrameFormat());
  for (Session* reader : {&pair.initiator, &pair.responder}) {
    Session& writer = reader == &pair.initiator ? pair.responder : pair.initiator;
    const Bytes frame = SealToVector(writer, PatternBytes(100));
    for (const ByteView part : {ByteView(frame).first(50), ByteView(frame).subspan(50)}) {
      CopyTo(part, reader->Prepare());
      reader->Commit(part.size());
    }
    EXPECT_EQ(ToText(reader->Next()), "Received " + ToHex(PatternBytes(100)));
    EXPECT_EQ(reader->buffer_capacity(), ReceiveBuffer::kInitialSize);
  }
  Session listening = TestResponderSession(FrameFormat());
  listening.Prepare()[0] = 2;
  listening.Commit(1);
  EXPECT_EQ(ToText(listening.Next()), "Closed unsupported-version");
}

TEST(Session, SplitKeepsReceivedBytes) {
  for (const Framing framing : kFramings) {
    SessionPair pair = OpenSessionPair(FrameFormat(framing));
    const Bytes early = SealToVector(pair.initiator, HexBytes("0102"));
    const Bytes next = SealToVector(pair.initiator, HexBytes("0304"));
    pair.responder.Feed(early);
    pair.responder.Feed(ByteView(next).first(7));
    auto mine = std::move(pair.initiator).Split().value();
    auto theirs = std::move(pair.responder).Split().value();
    EXPECT_EQ(mine.session_id, theirs.session_id);
    EXPECT_EQ(mine.rs, TestStatic(Suite::kEd25519, 0x33).public_key());
    EXPECT_EQ(theirs.rs, TestStatic(Suite::kEd25519, 0x11).public_key());

    EXPECT_EQ(ToVector(**theirs.reader.Next()), HexBytes("0102"));
    EXPECT_FALSE(*theirs.reader.Next());
    Append(theirs.reader, ByteView(next).subspan(7));
    EXPECT_EQ(ToVector(**theirs.reader.Next()), HexBytes("0304"));
    Append(theirs.reader, SealToVector(mine.writer, HexBytes("0506")));
    EXPECT_EQ(ToVector(**theirs.reader.Next()), HexBytes("0506"));
    Append(mine.reader, SealToVector(theirs.writer, HexBytes("0708")));
    EXPECT_EQ(ToVector(**mine.reader.Next()), HexBytes("0708"));
    EXPECT_EQ(mine.writer.count(), 3u);
    EXPECT_EQ(theirs.reader.count(), 3u);
  }
}

// A closed session holds no key, whatever closed it.
TEST(Session, EndWipesSecrets) {
  const Suite suite = Suite::kEd25519;
  const StaticKeyPair s = TestStatic(suite, 0x33);
  const EphemeralKeyPair e = TestEphemeral(suite, 0x44);
  Bytes rejected = ToVector(TestInitiatorSession(FrameFormat()).TakeOutput());
  rejected.back() ^= 1;
  for (const bool by_peer : {true, false}) {
    alignas(Session) unsigned char memory[sizeof(Session)] = {};
    auto* session = new (memory) Session(TestResponderSession(FrameFormat(), suite));
    EXPECT_TRUE(MemoryHolds(memory, s.scalar().Expose()));
    EXPECT_TRUE(MemoryHolds(memory, e.scalar().Expose()));
    if (by_peer) {
      session->Feed(rejected);
      session->Next();
    } else {
      session->Close();
    }
    EXPECT_FALSE(MemoryHolds(memory, s.scalar().Expose()));
    EXPECT_FALSE(MemoryHolds(memory, e.scalar().Expose()));
    session->~Session();
  }
}

}  // namespace
}  // namespace asmtp
