// Each deadline without the others: it ends what it is for, and nothing that comes later.
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

// Limits that a busy machine keeps, and a time that is longer.
constexpr auto kLimit = 400ms;
constexpr auto kLonger = 1000ms;

constexpr Limits kNone = {.connect = 0s, .handshake = 0s, .idle = 0s};

Options Only(Limits::Duration Limits::* limit, Limits::Duration time) {
  Options options{.limits = kNone};
  options.limits.*limit = time;
  return options;
}

class SingleDeadlineTest : public NetTest {
 protected:
  asio::awaitable<bool> Pause(Limits::Duration time) {
    asio::steady_timer timer(background_.executor(), time);
    co_await timer.async_wait(asio::use_awaitable);
    co_return true;
  }
  // Sends `count` empty messages with a pause before each.
  asio::awaitable<bool> SendSlowly(Connection& connection, int count, Limits::Duration pause) {
    for (int i = 0; i < count; ++i) {
      co_await Pause(pause);
      if (!co_await connection.Send({})) co_return false;
    }
    co_return true;
  }
  static asio::awaitable<Kind> SendForever(Connection& connection) {
    const std::vector<uint8_t> message = PatternBytes(1 << 20);
    for (;;) {
      const auto sent = co_await connection.Send(message);
      if (!sent) co_return sent.error().kind;
    }
  }
  // Connects to a peer that completes the handshake after `pause`.
  std::expected<Connection, NetError> ConnectToASlowPeer(const Options& options,
                                                         Limits::Duration pause) {
    RawListener listener;
    auto connecting = Connect(listener.address(), options);
    peer_.emplace(listener.Accept());
    Session session = RawResponder();
    session.Feed(peer_->Read(kInitializeFrameSize));
    EXPECT_TRUE(std::holds_alternative<PeerIdentified>(session.Next()));
    EXPECT_TRUE(session.Accept());
    Get(Pause(pause));
    peer_->Write(session.TakeOutput());
    return Get(std::move(connecting));
  }
  // Expects that `connection` receives what `other` sends after a while, and can send then.
  void ExpectAlive(Connection& connection, Connection& other) {
    auto sending = Start(SendSlowly(other, 1, kLonger));
    const auto received = Get(connection.Receive());
    EXPECT_TRUE(received) << MessageOf(received);
    EXPECT_TRUE(Get(std::move(sending)));
    EXPECT_TRUE(Get(connection.Send({})));
  }

  std::optional<RawPeer> peer_;
};

// ---- connect

TEST_F(SingleDeadlineTest, ConnectEndsAConnect) {
  const RawListener full(true);
  const auto client = Get(Connect(full.address(), Only(&Limits::connect, kShortLimit)));
  EXPECT_EQ(KindOf(client), Kind::kConnectTimeout) << MessageOf(client);
}

TEST_F(SingleDeadlineTest, ConnectDoesNotEndASlowHandshake) {
  const auto client = ConnectToASlowPeer(Only(&Limits::connect, kLimit), kLonger);
  EXPECT_TRUE(client) << MessageOf(client);
}

TEST_F(SingleDeadlineTest, ConnectDoesNotEndAnOpenConnection) {
  auto [client, server] = OpenPair(Only(&Limits::connect, kLimit));
  ExpectAlive(client, server);
}

// ---- handshake

TEST_F(SingleDeadlineTest, HandshakeEndsASilentResponder) {
  RawListener listener;
  auto connecting = Connect(listener.address(), Only(&Limits::handshake, kShortLimit));
  const RawPeer silent = listener.Accept();
  EXPECT_EQ(KindOf(Get(std::move(connecting))), Kind::kHandshakeTimeout);
}

TEST_F(SingleDeadlineTest, HandshakeEndsASilentInitiator) {
  Listener listener = Listen(Only(&Limits::handshake, kShortLimit));
  auto serving = Serve(listener);
  const RawPeer silent = RawPeer::ConnectTo(listener.local_address());
  EXPECT_EQ(KindOf(Get(std::move(serving))), Kind::kHandshakeTimeout);
}

TEST_F(SingleDeadlineTest, HandshakeDoesNotEndTheInitiatorsConnection) {
  auto [client, server] = OpenPair(Only(&Limits::handshake, kLimit), Only(&Limits::idle, 0s));
  ExpectAlive(client, server);
}

TEST_F(SingleDeadlineTest, HandshakeDoesNotEndTheRespondersConnection) {
  auto [client, server] = OpenPair(Only(&Limits::idle, 0s), Only(&Limits::handshake, kLimit));
  ExpectAlive(server, client);
}

// ---- idle

TEST_F(SingleDeadlineTest, IdleEndsAReceive) {
  auto [client, server] = OpenPair(Only(&Limits::idle, kShortLimit));
  EXPECT_EQ(KindOf(Get(client.Receive())), Kind::kIdleTimeout);
}

TEST_F(SingleDeadlineTest, IdleEndsASend) {
  auto [client, server] = OpenPair(Only(&Limits::idle, kShortLimit));
  EXPECT_EQ(Get(SendForever(client)), Kind::kIdleTimeout);
}

TEST_F(SingleDeadlineTest, IdleDoesNotEndASlowHandshake) {
  const auto client = ConnectToASlowPeer(Only(&Limits::idle, kShortLimit), 4 * kShortLimit);
  EXPECT_TRUE(client) << MessageOf(client);
}

TEST_F(SingleDeadlineTest, IdleDoesNotEndAConnectionThatHasSent) {
  auto [client, server] = OpenPair(Only(&Limits::idle, kLimit), Only(&Limits::idle, 0s));
  ASSERT_TRUE(Get(client.Send({})));
  Get(Pause(kLonger));
  const auto sent = Get(client.Send({}));
  EXPECT_TRUE(sent) << MessageOf(sent);
  EXPECT_TRUE(Get(server.Receive()));
  EXPECT_TRUE(Get(server.Receive()));
}

// The limit is for the time without a byte, not for a whole message.
TEST_F(SingleDeadlineTest, IdleDoesNotEndATrickledMessage) {
  Listener listener = Listen(Only(&Limits::idle, kLimit));
  auto serving = Serve(listener);
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  Session session = RawInitiator();
  peer.Write(session.TakeOutput());
  session.Feed(peer.Read(kResponseFrameSize));
  ASSERT_TRUE(std::holds_alternative<Opened>(session.Next()));
  auto server = Get(std::move(serving));
  ASSERT_TRUE(server) << MessageOf(server);
  std::vector<uint8_t> frame(session.format().FrameSize(0));
  ASSERT_TRUE(session.Seal({}, frame));
  auto receiving = Start(server->Receive());
  for (size_t i = 0; i < frame.size(); ++i) {
    Get(Pause(kLimit / 10));  // in all twice the limit
    peer.Write(ByteView(frame).subspan(i, 1));
  }
  const auto received = Get(std::move(receiving));
  EXPECT_TRUE(received) << MessageOf(received);
}

// Sent bytes are no excuse for a peer that sends nothing.
TEST_F(SingleDeadlineTest, IdleEndsAReceiveAlthoughItsSideSends) {
  auto [client, server] = OpenPair(Only(&Limits::idle, kLimit));
  auto receiving = Start(client.Receive());
  auto sending = Start(SendSlowly(client, 1000, kLimit / 8));
  EXPECT_EQ(KindOf(Get(std::move(receiving))), Kind::kIdleTimeout);
  EXPECT_FALSE(Get(std::move(sending)));
}

// Received bytes are no excuse for a peer that takes nothing.
TEST_F(SingleDeadlineTest, IdleEndsASendAlthoughItsSideReceives) {
  auto [client, server] = OpenPair(Only(&Limits::idle, kLimit));
  auto sending = Start(SendForever(client));
  auto answering = Start(SendSlowly(server, 40, kLimit / 8));
  for (int i = 0; i < 40; ++i) {
    if (!Get(client.Receive())) break;
  }
  EXPECT_EQ(Get(std::move(sending)), Kind::kIdleTimeout);
  Get(std::move(answering));
}

// ---- no deadline

TEST_F(SingleDeadlineTest, LongestLimitNeverExpires) {
  for (const auto limit : {&Limits::connect, &Limits::handshake, &Limits::idle}) {
    const Options longest = Only(limit, Limits::Duration::max());
    auto [client, server] = OpenPair(longest, longest);
    auto sending = Start(SendSlowly(server, 1, kShortLimit));
    const auto received = Get(client.Receive());
    EXPECT_TRUE(received) << MessageOf(received);
    EXPECT_TRUE(Get(std::move(sending)));
  }
}

TEST_F(SingleDeadlineTest, NoLimitNeverExpires) {
  const Options none = Only(&Limits::idle, 0s);
  auto [client, server] = OpenPair(none, none);
  ExpectAlive(client, server);
  const auto slow = ConnectToASlowPeer(none, 2 * kShortLimit);
  EXPECT_TRUE(slow) << MessageOf(slow);
}

}  // namespace
}  // namespace asmtp
