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
  EXPECT_EQ(kind_of(asio::error::connection_reset), Kind::kConnectionLost);
}

TEST(NetError, MessageNamesThePeer) {
  EXPECT_TRUE(SessionFailure(SessionError::kIdentityRefused, Kind::kHandshake, "10.0.0.1:5")
                  .message.starts_with("10.0.0.1:5: "));
  EXPECT_EQ(SystemError(asio::error::connection_reset, Kind::kIdleTimeout, "10.0.0.1:5").message,
            "10.0.0.1:5: Connection reset by peer");
}

}  // namespace
}  // namespace asmtp
