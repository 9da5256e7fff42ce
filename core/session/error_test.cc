#include "core/session/error.h"

#include <gtest/gtest.h>

#include <set>

#include "core/testing/session_pair.h"

namespace asmtp {
namespace {

constexpr size_t kErrorCount = 17;
static_assert(static_cast<size_t>(SessionError::kPlaintextTooLarge) + 1 == kErrorCount);

TEST(SessionError, NamesAndDescriptionsAreUnique) {
  std::set<std::string_view> texts = {"", "unknown", "unknown error"};
  for (size_t i = 0; i < kErrorCount; ++i) {
    const auto error = static_cast<SessionError>(i);
    EXPECT_TRUE(texts.insert(Name(error)).second) << i;
    EXPECT_TRUE(texts.insert(Describe(error)).second) << i;
  }
}

struct HandshakeRow {
  noise::Error error;
  SessionError in_handshake;
  SessionError in_transport;
};

constexpr HandshakeRow kRows[] = {
    {noise::Error::kMessageSize, SessionError::kHandshakeRejected, SessionError::kWrongPhase},
    {noise::Error::kBadTag, SessionError::kHandshakeRejected, SessionError::kBadTag},
    {noise::Error::kLowOrderPoint, SessionError::kLowOrderPoint, SessionError::kWrongPhase},
    {noise::Error::kWrongTurn, SessionError::kWrongPhase, SessionError::kWrongPhase},
    {noise::Error::kNotFinished, SessionError::kWrongPhase, SessionError::kWrongPhase},
    {noise::Error::kFinished, SessionError::kWrongPhase, SessionError::kWrongPhase},
    {noise::Error::kFailed, SessionError::kHandshakeRejected, SessionError::kWrongPhase},
    {noise::Error::kSuiteMismatch, SessionError::kSuiteMismatch, SessionError::kWrongPhase},
    {noise::Error::kBufferSize, SessionError::kBufferSize, SessionError::kBufferSize},
    {noise::Error::kNonceExhausted, SessionError::kNonceExhausted, SessionError::kNonceExhausted},
};

TEST(SessionError, MapsNoiseAndFrameErrors) {
  for (const HandshakeRow& row : kRows) {
    EXPECT_EQ(FromHandshake(row.error), row.in_handshake) << Name(row.error);
    EXPECT_EQ(FromTransport(row.error), row.in_transport) << Name(row.error);
  }
  EXPECT_EQ(FromFraming(FrameError::kLengthTooSmall), SessionError::kFrameLengthTooSmall);
  EXPECT_EQ(FromFraming(FrameError::kLengthTooLarge), SessionError::kFrameLengthTooLarge);
  EXPECT_EQ(FromFraming(FrameError::kTruncated), SessionError::kFrameTruncated);
}

TEST(SessionError, NamesFrameErrors) {
  EXPECT_EQ(Name(FromFraming(FrameError::kLengthTooSmall)), "frame-length-too-small");
  EXPECT_EQ(Name(FromFraming(FrameError::kLengthTooLarge)), "frame-length-too-large");
  EXPECT_EQ(Name(FromFraming(FrameError::kTruncated)), "frame-truncated");
}

TEST(Phase, HasName) {
  EXPECT_EQ(PhaseName(Phase::kListening), "Listening");
  EXPECT_EQ(PhaseName(Phase::kReceivedInitialize), "ReceivedInitialize");
  EXPECT_EQ(PhaseName(Phase::kSentInitialize), "SentInitialize");
  EXPECT_EQ(PhaseName(Phase::kOpen), "Open");
  EXPECT_EQ(PhaseName(Phase::kClosed), "Closed");
}

}  // namespace
}  // namespace asmtp
