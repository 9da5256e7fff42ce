#include "core/session/error.h"

#include <gtest/gtest.h>

#include <set>

#include "core/session/session.h"

namespace asmtp {
namespace {

constexpr size_t kErrorCount = 17;
static_assert(static_cast<size_t>(SessionError::kPlaintextTooLarge) + 1 == kErrorCount);

TEST(SessionError, EachHasANameAndASentenceOfItsOwn) {
  std::set<std::string_view> texts = {""};
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

TEST(SessionError, SaysWhatALowerErrorMeans) {
  for (const HandshakeRow& row : kRows) {
    EXPECT_EQ(FromHandshake(row.error), row.in_handshake) << Name(row.error);
    EXPECT_EQ(FromTransport(row.error), row.in_transport) << Name(row.error);
  }
  using Kind = FrameError::Kind;
  EXPECT_EQ(FromFraming({Kind::kLengthTooSmall}), SessionError::kFrameLengthTooSmall);
  EXPECT_EQ(FromFraming({Kind::kLengthTooLarge}), SessionError::kFrameLengthTooLarge);
  EXPECT_EQ(FromFraming({Kind::kTruncated}), SessionError::kFrameTruncated);
}

TEST(SessionError, AFrameErrorHasItsName) {
  using Kind = FrameError::Kind;
  EXPECT_EQ(Name(FromFraming({Kind::kLengthTooSmall})), "frame-length-too-small");
  EXPECT_EQ(Name(FromFraming({Kind::kLengthTooLarge})), "frame-length-too-large");
  EXPECT_EQ(Name(FromFraming({Kind::kTruncated})), "frame-truncated");
}

TEST(Phase, HasItsName) {
  EXPECT_EQ(Name(Phase::kListening), "Listening");
  EXPECT_EQ(Name(Phase::kReceivedInitialize), "ReceivedInitialize");
  EXPECT_EQ(Name(Phase::kSentInitialize), "SentInitialize");
  EXPECT_EQ(Name(Phase::kOpen), "Open");
  EXPECT_EQ(Name(Phase::kClosed), "Closed");
}

}  // namespace
}  // namespace asmtp
