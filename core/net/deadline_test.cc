// The deadlines of an open connection and of connecting. handshake_test.cc has those of the
// handshake, and single_deadline_test.cc has each deadline without the others.
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

class DeadlineTest : public NetTest {
 protected:
  // Sends `count` messages with a pause before each.
  asio::awaitable<bool> SendSlowly(Connection& connection, int count, Limits::Duration pause) {
    asio::steady_timer timer(background_.executor());
    for (int i = 0; i < count; ++i) {
      timer.expires_after(pause);
      co_await timer.async_wait(asio::use_awaitable);
      if (!co_await connection.Send({})) co_return false;
    }
    co_return true;
  }
};

TEST_F(DeadlineTest, Connecting) {
  const RawListener full(true);
  const auto client = Get(Connect(full.address(), {.limits = {.connect = kShortLimit}}));
  EXPECT_EQ(KindOf(client), Kind::kConnectTimeout) << MessageOf(client);
}

TEST_F(DeadlineTest, Receiving) {
  auto [client, server] = OpenPair({.limits = {.idle = kShortLimit}});
  const auto received = Get(client.Receive());
  EXPECT_EQ(KindOf(received), Kind::kIdleTimeout) << MessageOf(received);
  EXPECT_EQ(KindOf(Get(client.Send({}))), Kind::kIdleTimeout) << "both halves end";
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed);
}

// The handshake's deadline is much later than the idle one, and does not hide it.
TEST_F(DeadlineTest, ReceivingEndsLongBeforeTheHandshakeDeadline) {
  auto [client, server] = OpenPair({.limits = {.handshake = kPatience, .idle = kShortLimit}});
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(KindOf(Get(client.Receive())), Kind::kIdleTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - start, kPatience / 2);
}

// Without an idle limit, nothing else ends the connection.
TEST_F(DeadlineTest, OutlivesItsHandshakeDeadline) {
  auto [client, server] = OpenPair({.limits = {.handshake = 300ms}});
  ASSERT_TRUE(Get(SendSlowly(server, 1, 600ms)));
  const auto received = Get(client.Receive());
  EXPECT_TRUE(received) << MessageOf(received);
}

TEST_F(DeadlineTest, LongestLimitsNeverExpire) {
  constexpr auto kLongest = Limits::Duration::max();
  auto [client, server] =
      OpenPair({.limits = {.connect = kLongest, .handshake = kLongest, .idle = kLongest}});
  auto receiving = Start(client.Receive());
  ASSERT_TRUE(Get(SendSlowly(server, 1, kShortLimit)));
  const auto received = Get(std::move(receiving));
  EXPECT_TRUE(received) << MessageOf(received);
}

TEST_F(DeadlineTest, ReceivingWithoutAHandshakeDeadline) {
  auto [client, server] = OpenPair({.limits = {.handshake = 0s, .idle = kShortLimit}});
  EXPECT_EQ(KindOf(Get(client.Receive())), Kind::kIdleTimeout);
}

TEST_F(DeadlineTest, SendingToAPeerThatDoesNotReceive) {
  auto [client, server] = OpenPair({.limits = {.idle = kShortLimit}});
  const auto message = PatternBytes(1 << 20);
  std::optional<Kind> kind;
  for (int i = 0; i < 64 && !kind; ++i) kind = KindOf(Get(client.Send(message)));
  EXPECT_EQ(kind, Kind::kIdleTimeout);
}

TEST_F(DeadlineTest, ActiveConnectionIsNotIdle) {
  auto [client, server] = OpenPair({.limits = {.handshake = 300ms, .idle = 600ms}});
  auto sending = Start(SendSlowly(server, 8, 100ms));
  for (int i = 0; i < 8; ++i) {
    const auto received = Get(client.Receive());
    ASSERT_TRUE(received) << i << ": " << MessageOf(received);
  }
  EXPECT_TRUE(Get(std::move(sending)));
}

// The idle deadline runs only while an operation waits for the peer.
TEST_F(DeadlineTest, DoesNotExpireWhileNothingWaits) {
  auto [client, server] = OpenPair({.limits = {.handshake = kShortLimit, .idle = kShortLimit}});
  ASSERT_TRUE(Get(client.Send({})));
  ASSERT_TRUE(Get(server.Send({})));
  ASSERT_TRUE(Get(client.Receive()));
  ASSERT_TRUE(Get(SendSlowly(server, 3, kShortLimit)));
  const auto received = Get(client.Receive());
  EXPECT_TRUE(received) << MessageOf(received);
}

}  // namespace
}  // namespace asmtp
