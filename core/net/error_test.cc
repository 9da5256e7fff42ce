#include "core/net/error.h"

#include <gtest/gtest.h>

#include <asio/error.hpp>
#include <set>

namespace asmtp {
namespace {

using Kind = NetError::Kind;

TEST(NetError, NamesAreUnique) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(Kind::kClosed); ++kind) {
    const std::string_view name = Name(static_cast<Kind>(kind));
    EXPECT_NE(name, "unknown") << kind;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(NetError, MapsSessionErrors) {
  const NetError refused = SessionFailure(SessionError::kIdentityRefused, Kind::kHandshake, "peer");
  EXPECT_EQ(refused.kind, Kind::kIdentityRefused);
  EXPECT_EQ(refused.session, SessionError::kIdentityRefused);
  EXPECT_EQ(SessionFailure(SessionError::kHandshakeRejected, Kind::kHandshake, "peer").kind,
            Kind::kHandshake);
  EXPECT_EQ(SessionFailure(SessionError::kPeerClosed, Kind::kFrame, "peer").kind,
            Kind::kPeerClosed);
  EXPECT_EQ(SessionFailure(SessionError::kBadTag, Kind::kFrame, "peer").kind, Kind::kFrame);
  EXPECT_EQ(SessionFailure(SessionError::kFrameTruncated, Kind::kFrame, "peer").kind, Kind::kFrame);
  EXPECT_EQ(SessionFailure(SessionError::kPlaintextTooLarge, Kind::kFrame, "peer").kind,
            Kind::kMessageTooLarge);
  EXPECT_EQ(SessionFailure(SessionError::kNonceExhausted, Kind::kFrame, "peer").kind,
            Kind::kClosed);
}

TEST(NetError, MapsSystemErrors) {
  const auto kind_of = [](std::error_code code) {
    return SystemError(code, Kind::kHandshakeTimeout, "peer").kind;
  };
  EXPECT_EQ(kind_of(asio::error::timed_out), Kind::kHandshakeTimeout);
  EXPECT_EQ(kind_of(asio::error::operation_aborted), Kind::kCancelled);
  EXPECT_EQ(kind_of(asio::error::shut_down), Kind::kClosed);
  EXPECT_EQ(kind_of(asio::error::connection_aborted), Kind::kCrowdedOut);
  EXPECT_EQ(kind_of(asio::error::connection_reset), Kind::kConnectionLost);
}

// The system's sentence would name no deadline.
TEST(NetError, TimeoutsAndCancellationHaveSentencesOfTheirOwn) {
  std::set<std::string> messages;
  for (const Kind timeout : {Kind::kConnectTimeout, Kind::kHandshakeTimeout, Kind::kIdleTimeout}) {
    const std::string message = SystemError(asio::error::timed_out, timeout, "peer").message;
    EXPECT_TRUE(message.starts_with("peer: no ")) << message;
    EXPECT_TRUE(message.contains("deadline")) << message;
    EXPECT_TRUE(messages.insert(message).second) << message;
  }
  const auto message_of = [](std::error_code code) {
    return SystemError(code, Kind::kIdleTimeout, "peer").message;
  };
  EXPECT_EQ(message_of(asio::error::operation_aborted), "peer: cancelled by this side");
  EXPECT_EQ(message_of(asio::error::shut_down), "peer: closed by this side");
}

TEST(NetError, EverySessionErrorHasAKindAndItsSentence) {
  for (int i = 0; i <= static_cast<int>(SessionError::kPlaintextTooLarge); ++i) {
    const auto error = static_cast<SessionError>(i);
    const NetError failure = SessionFailure(error, Kind::kFrame, "peer");
    EXPECT_EQ(failure.message, "peer: " + std::string(Describe(error)));
    EXPECT_EQ(failure.session, error);
    EXPECT_FALSE(failure.code);
  }
  EXPECT_EQ(SessionFailure(SessionError::kClosed, Kind::kFrame, "peer").kind, Kind::kClosed);
}

TEST(NetError, MessageNamesThePeer) {
  EXPECT_TRUE(SessionFailure(SessionError::kIdentityRefused, Kind::kHandshake, "10.0.0.1:5")
                  .message.starts_with("10.0.0.1:5: "));
  EXPECT_EQ(SystemError(asio::error::connection_reset, Kind::kIdleTimeout, "10.0.0.1:5").message,
            "10.0.0.1:5: Connection reset by peer");
}

}  // namespace
}  // namespace asmtp
