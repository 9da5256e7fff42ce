// Every call and every input in every phase of a session.
#include <gtest/gtest.h>

#include <tuple>

#include "core/testing/session_pair.h"

namespace asmtp {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr FrameFormat kFormat(Framing::kU32, 64);

// Returns a session in `phase`. "Open pending" is a responder that has accepted and whose Opened
// event is still to come.
Session SessionIn(std::string_view phase) {
  if (phase == "Listening") return TestResponderSession(kFormat);
  if (phase == "SentInitialize") return TestInitiatorSession(kFormat);
  if (phase == "ReceivedInitialize") {
    Session session = TestResponderSession(kFormat);
    session.Feed(TestInitiatorSession(kFormat).TakeOutput());
    session.Next();
    return session;
  }
  SessionPair pair = OpenSessionPair(kFormat, Suite::kEd25519, phase != "Open pending");
  if (phase == "Closed") pair.responder.Close();
  return std::move(phase == "Open initiator" ? pair.initiator : pair.responder);
}

// Returns the answer of a call, and the phase after it.
std::string Answer(Session& session, std::string_view call) {
  Bytes out(kFormat.FrameSize(0));
  if (call == "Next") return ToText(session.Next());
  if (call == "Accept") return ToText(session.Accept());
  if (call == "Refuse") return ToText(session.Refuse());
  if (call == "Seal") return ToText(session.Seal({}, out));
  if (call == "Split") return ToText(std::move(session).Split());
  if (call == "TakeOutput") return std::to_string(session.TakeOutput().size());
  if (call == "Close") {
    session.Close();
  } else {
    session.FeedEnd();
  }
  return ToText(session.Next());
}

std::string AnswerAndPhase(Session& session, std::string_view call) {
  const std::string answer = Answer(session, call);
  return answer + ", " + std::string(PhaseName(session.phase()));
}

struct CallRow {
  std::string_view phase;
  std::string_view call;
  std::string_view answer;
};

constexpr CallRow kCalls[] = {
    {"Listening", "Next", "NeedBytes, Listening"},
    {"Listening", "Accept", "wrong-phase, Listening"},
    {"Listening", "Refuse", "wrong-phase, Listening"},
    {"Listening", "Seal", "wrong-phase, Listening"},
    {"Listening", "Split", "wrong-phase, Listening"},
    {"Listening", "TakeOutput", "0, Listening"},
    {"Listening", "Close", "Closed closed, Closed"},
    {"Listening", "End", "Closed handshake-truncated, Closed"},

    {"ReceivedInitialize", "Next", "PeerIdentified, ReceivedInitialize"},
    {"ReceivedInitialize", "Accept", "-, Open"},
    {"ReceivedInitialize", "Refuse", "-, Closed"},
    {"ReceivedInitialize", "Seal", "wrong-phase, ReceivedInitialize"},
    {"ReceivedInitialize", "Split", "wrong-phase, ReceivedInitialize"},
    {"ReceivedInitialize", "TakeOutput", "0, ReceivedInitialize"},
    {"ReceivedInitialize", "Close", "Closed closed, Closed"},
    {"ReceivedInitialize", "End", "PeerIdentified, ReceivedInitialize"},

    {"SentInitialize", "Next", "NeedBytes, SentInitialize"},
    {"SentInitialize", "Accept", "wrong-phase, SentInitialize"},
    {"SentInitialize", "Refuse", "wrong-phase, SentInitialize"},
    {"SentInitialize", "Seal", "wrong-phase, SentInitialize"},
    {"SentInitialize", "Split", "wrong-phase, SentInitialize"},
    {"SentInitialize", "TakeOutput", "97, SentInitialize"},
    {"SentInitialize", "Close", "Closed closed, Closed"},
    {"SentInitialize", "End", "Closed handshake-truncated, Closed"},

    {"Open initiator", "Next", "NeedBytes, Open"},
    {"Open initiator", "Accept", "wrong-phase, Open"},
    {"Open initiator", "Refuse", "wrong-phase, Open"},
    {"Open initiator", "Seal", "-, Open"},
    {"Open initiator", "Split", "-, Closed"},
    {"Open initiator", "TakeOutput", "0, Open"},
    {"Open initiator", "Close", "Closed closed, Closed"},
    {"Open initiator", "End", "Closed peer-closed, Closed"},

    {"Open pending", "Next", "Opened, Open"},
    {"Open pending", "Accept", "wrong-phase, Open"},
    {"Open pending", "Refuse", "wrong-phase, Open"},
    {"Open pending", "Seal", "-, Open"},
    {"Open pending", "Split", "wrong-phase, Open"},
    {"Open pending", "TakeOutput", "0, Open"},
    {"Open pending", "Close", "Closed closed, Closed"},
    {"Open pending", "End", "Opened, Open"},

    {"Open responder", "Next", "NeedBytes, Open"},
    {"Open responder", "Accept", "wrong-phase, Open"},
    {"Open responder", "Refuse", "wrong-phase, Open"},
    {"Open responder", "Seal", "-, Open"},
    {"Open responder", "Split", "-, Closed"},
    {"Open responder", "TakeOutput", "0, Open"},
    {"Open responder", "Close", "Closed closed, Closed"},
    {"Open responder", "End", "Closed peer-closed, Closed"},

    {"Closed", "Next", "Closed closed, Closed"},
    {"Closed", "Accept", "wrong-phase, Closed"},
    {"Closed", "Refuse", "wrong-phase, Closed"},
    {"Closed", "Seal", "wrong-phase, Closed"},
    {"Closed", "Split", "wrong-phase, Closed"},
    {"Closed", "TakeOutput", "0, Closed"},
    {"Closed", "Close", "Closed closed, Closed"},
    {"Closed", "End", "Closed closed, Closed"},
};

TEST(SessionOrder, HandlesEveryCallInEveryPhase) {
  for (const CallRow& row : kCalls) {
    Session session = SessionIn(row.phase);
    EXPECT_EQ(AnswerAndPhase(session, row.call), row.answer) << row.phase << ": " << row.call;
  }
}

// After a rejected call, every call has the same answer as before.
TEST(SessionOrder, RejectedCallChangesNothing) {
  for (const CallRow& refused : kCalls) {
    if (!refused.answer.starts_with("wrong-phase")) continue;
    for (const CallRow& row : kCalls) {
      if (row.phase != refused.phase) continue;
      Session session = SessionIn(row.phase);
      Answer(session, refused.call);
      EXPECT_EQ(AnswerAndPhase(session, row.call), row.answer)
          << row.phase << ": " << refused.call << ", " << row.call;
    }
  }
}

// Returns the bytes of an input.
Bytes Input(std::string_view name) {
  if (name == "initialize") return ToVector(TestInitiatorSession(kFormat).TakeOutput());
  if (name == "response") {
    Session responder = SessionIn("ReceivedInitialize");
    EXPECT_TRUE(responder.Accept());
    return ToVector(responder.TakeOutput());
  }
  SessionPair pair = OpenSessionPair(kFormat);
  if (name == "frame of initiator") return SealToVector(pair.initiator, HexBytes("0102"));
  if (name == "frame of responder") return SealToVector(pair.responder, HexBytes("0304"));
  return HexBytes(name);
}

struct InputRow {
  std::string_view phase;
  std::string_view input;
  std::string_view answer;
};

constexpr InputRow kInputs[] = {
    {"Listening", "initialize", "PeerIdentified, ReceivedInitialize"},
    {"Listening", "response", "NeedBytes, Listening"},  // 49 of 97 bytes
    {"Listening", "frame of initiator", "Closed unsupported-version, Closed"},
    {"Listening", "01", "NeedBytes, Listening"},
    {"Listening", "02", "Closed unsupported-version, Closed"},

    {"ReceivedInitialize", "initialize", "PeerIdentified, ReceivedInitialize"},
    {"ReceivedInitialize", "response", "PeerIdentified, ReceivedInitialize"},
    {"ReceivedInitialize", "frame of initiator", "PeerIdentified, ReceivedInitialize"},
    {"ReceivedInitialize", "02", "PeerIdentified, ReceivedInitialize"},

    {"SentInitialize", "initialize", "Closed handshake-rejected, Closed"},
    {"SentInitialize", "response", "Opened, Open"},
    {"SentInitialize", "frame of responder", "Closed unsupported-version, Closed"},
    {"SentInitialize", "01", "NeedBytes, SentInitialize"},
    {"SentInitialize", "00", "Closed unsupported-version, Closed"},

    {"Open initiator", "frame of responder", "Received 0304, Open"},
    {"Open initiator", "frame of initiator", "Closed frame-rejected, Closed"},  // reflected
    {"Open initiator", "response", "Closed frame-length-too-large, Closed"},
    {"Open initiator", "initialize", "Closed frame-length-too-large, Closed"},
    {"Open initiator", "0000000f", "Closed frame-length-too-small, Closed"},
    {"Open initiator", "00000010", "NeedBytes, Open"},
    {"Open initiator", "00000041", "Closed frame-length-too-large, Closed"},

    {"Open pending", "frame of initiator", "Opened, Open"},
    {"Open pending", "0000000f", "Opened, Open"},

    {"Open responder", "frame of initiator", "Received 0102, Open"},
    {"Open responder", "frame of responder", "Closed frame-rejected, Closed"},
    {"Open responder", "initialize", "Closed frame-length-too-large, Closed"},
    {"Open responder", "00000000", "Closed frame-length-too-small, Closed"},

    {"Closed", "initialize", "Closed closed, Closed"},
    {"Closed", "response", "Closed closed, Closed"},
    {"Closed", "frame of initiator", "Closed closed, Closed"},
};

TEST(SessionOrder, HandlesEveryInputInEveryPhase) {
  for (const InputRow& row : kInputs) {
    Session session = SessionIn(row.phase);
    session.Feed(Input(row.input));
    EXPECT_EQ(AnswerAndPhase(session, "Next"), row.answer) << row.phase << ": " << row.input;
  }
}

TEST(SessionOrder, KeepsEarlyBytesUntilTheDecision) {
  Session session = SessionIn("ReceivedInitialize");
  session.Feed(Input("frame of initiator"));
  session.FeedEnd();
  EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
  EXPECT_TRUE(session.Accept());
  EXPECT_EQ(ToText(session.Next()), "Opened");
  EXPECT_EQ(ToText(session.Next()), "Received 0102");
  EXPECT_EQ(ToText(session.Next()), "Closed peer-closed");
}

// The end of the stream may arrive at any time before Split(). The reader then returns the frames
// that have arrived, and the end.
TEST(SessionOrder, SplitKeepsTheEndOfTheStream) {
  const Bytes initialize = Input("initialize");
  const Bytes frame = Input("frame of initiator");
  for (const std::string_view when : {"at once", "decision", "accepted", "opened"}) {
    for (const size_t size : {size_t{0}, size_t{7}, frame.size()}) {
      Session session = TestResponderSession(kFormat);
      const auto end_if = [&](std::string_view now) {
        if (when != now) return;
        session.Feed(ByteView(frame).first(size));
        session.FeedEnd();
      };
      session.Feed(initialize);
      end_if("at once");
      EXPECT_EQ(ToText(session.Next()), "PeerIdentified");
      end_if("decision");
      EXPECT_TRUE(session.Accept());
      end_if("accepted");
      EXPECT_EQ(ToText(session.Next()), "Opened");
      end_if("opened");
      auto halves = std::move(session).Split();
      ASSERT_TRUE(halves);
      if (size == frame.size()) EXPECT_EQ(ToVector(**halves->reader.Next()), HexBytes("0102"));
      EXPECT_EQ(ToText(halves->reader.Next()), size == 7 ? "frame-truncated" : "peer-closed")
          << when << ' ' << size;
    }
  }
}

// The same for an initiator whose peer responds, sends a frame and closes.
TEST(SessionOrder, SplitKeepsTheEndAfterTheResponse) {
  Session session = SessionIn("SentInitialize");
  session.Feed(Input("response"));
  session.Feed(Input("frame of responder"));
  session.FeedEnd();
  EXPECT_EQ(ToText(session.Next()), "Opened");
  auto halves = std::move(session).Split();
  ASSERT_TRUE(halves);
  EXPECT_EQ(ToVector(**halves->reader.Next()), HexBytes("0304"));
  EXPECT_EQ(ToText(halves->reader.Next()), "peer-closed");
}

TEST(SessionOrder, IgnoresBytesAfterTheEndOfTheStream) {
  for (const auto& [phase, input, answer] :
       {InputRow{"Listening", "initialize", "Closed handshake-truncated"},
        {"SentInitialize", "response", "Closed handshake-truncated"},
        {"Open responder", "frame of initiator", "Closed peer-closed"}}) {
    for (const bool in_place : {false, true}) {
      Session session = SessionIn(phase);
      session.FeedEnd();
      const Bytes bytes = Input(input);
      if (in_place) {
        CopyTo(bytes, session.Prepare());
        session.Commit(bytes.size());
      } else {
        session.Feed(bytes);
      }
      EXPECT_EQ(ToText(session.Next()), answer) << phase;
    }
  }
}

TEST(SessionOrder, ChecksTheVersionAtTheFirstByte) {
  for (const std::string_view phase : {"Listening", "SentInitialize"}) {
    for (int version = 0; version < 256; ++version) {
      for (const size_t more : std::initializer_list<size_t>{0, 48, 96, 500}) {
        Session session = SessionIn(phase);
        Bytes bytes(1 + more);
        bytes[0] = static_cast<uint8_t>(version);
        session.Feed(bytes);
        const std::string answer = ToText(session.Next());
        EXPECT_EQ(answer == "Closed unsupported-version", version != 1) << version << ' ' << more;
      }
    }
  }
}

// A version is judged before its frame, and a frame before the end of the stream.
TEST(SessionOrder, ReportsTheFirstOfTwoFaults) {
  for (const auto& [phase, bytes, answer] :
       {std::tuple("Listening", "00", "Closed unsupported-version"),
        {"Listening", "81", "Closed unsupported-version"},
        {"Listening", "0201", "Closed unsupported-version"},
        {"SentInitialize", "00", "Closed unsupported-version"},
        {"SentInitialize", "81", "Closed unsupported-version"},
        {"SentInitialize", "0201", "Closed unsupported-version"},
        {"Open responder", "0000000f", "Closed frame-length-too-small"},
        {"Open responder", "00000041", "Closed frame-length-too-large"},
        {"Open responder", "0000001000000000000000000000000000000000", "Closed frame-rejected"},
        {"Open responder", "0000001000", "Closed frame-truncated"}}) {
    Session session = SessionIn(phase);
    session.Feed(HexBytes(bytes));
    session.FeedEnd();
    EXPECT_EQ(ToText(session.Next()), answer) << phase << ' ' << bytes;
  }
}

TEST(SessionOrder, SendsNothingToARefusedPeer) {
  Session session = SessionIn("ReceivedInitialize");
  ASSERT_TRUE(session.Refuse());
  EXPECT_TRUE(session.TakeOutput().empty());
  EXPECT_EQ(ToText(session.Next()), "Closed identity-refused");
  EXPECT_EQ(AnswerAndPhase(session, "Accept"), "wrong-phase, Closed");
  EXPECT_TRUE(session.TakeOutput().empty());
}

TEST(SessionOrder, SendsNothingToARejectedPeer) {
  Session session = SessionIn("Listening");
  Bytes initialize = Input("initialize");
  initialize.back() ^= 1;
  session.Feed(initialize);
  EXPECT_EQ(ToText(session.Next()), "Closed handshake-rejected");
  EXPECT_TRUE(session.TakeOutput().empty());
}

TEST(SessionOrder, InitiatorWithALowOrderKeyStartsClosed) {
  Session session = Session::Initiator(kFormat, TestStatic(Suite::kEd25519, 1),
                                       TestEphemeral(Suite::kEd25519, 2), StaticPublic());
  EXPECT_EQ(session.phase(), Phase::kClosed);
  EXPECT_TRUE(session.TakeOutput().empty());
  EXPECT_EQ(ToText(session.Next()), "Closed low-order-point");
}

TEST(SessionOrder, SessionWithKeysOfTwoSuitesStartsClosed) {
  const StaticPublic rs = TestStatic(Suite::kEd25519, 3).public_key();
  for (const Suite suite : kSuites) {
    const Suite other = suite == Suite::kEd25519 ? Suite::kX25519 : Suite::kEd25519;
    Session sessions[] = {
        Session::Initiator(kFormat, TestStatic(suite, 1), TestEphemeral(other, 2), rs),
        Session::Responder(kFormat, TestStatic(suite, 1), TestEphemeral(other, 2))};
    for (Session& session : sessions) {
      EXPECT_TRUE(session.TakeOutput().empty());
      session.Feed(Input("initialize"));
      EXPECT_EQ(ToText(session.Next()), "Closed suite-mismatch");
    }
  }
}

TEST(SessionOrder, TakeOutputReturnsOutputOnce) {
  Session session = SessionIn("SentInitialize");
  EXPECT_EQ(session.TakeOutput().size(), 97u);
  EXPECT_TRUE(session.TakeOutput().empty());
  Session closed = SessionIn("SentInitialize");
  closed.Close();
  EXPECT_TRUE(closed.TakeOutput().empty()) << "a closed session sends nothing more";
}

TEST(SessionOrder, FirstReasonStays) {
  Session session = SessionIn("Open responder");
  session.Feed(HexBytes("00000000"));
  EXPECT_EQ(ToText(session.Next()), "Closed frame-length-too-small");
  session.Close();
  session.FeedEnd();
  EXPECT_EQ(ToText(session.Next()), "Closed frame-length-too-small");
}

// A closed session accepts bytes, for example those of a pending read, but does not keep them.
TEST(SessionOrder, ClosedSessionHoldsNoMemory) {
  for (const std::string_view phase : {"Listening", "SentInitialize", "Open responder", "Closed"}) {
    Session session = SessionIn(phase);
    session.Feed(HexBytes("01"));
    session.Close();
    EXPECT_EQ(session.buffer_capacity(), 0u) << phase;
    session.Feed(Bytes(1000));
    EXPECT_EQ(session.buffer_capacity(), 0u) << phase;
    for (int i = 0; i < 100; ++i) {
      const MutableByteView room = session.Prepare();
      std::ranges::fill(room, uint8_t{1});
      session.Commit(room.size());
    }
    EXPECT_LE(session.buffer_capacity(), ReceiveBuffer::kInitialSize) << phase;
    EXPECT_EQ(ToText(session.Next()), "Closed closed");
  }
}

}  // namespace
}  // namespace asmtp
