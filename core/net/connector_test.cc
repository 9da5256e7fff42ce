#include "core/net/connector.h"

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

class ConnectorTest : public NetTest {
 protected:
  // An address on which nobody listens.
  static asio::ip::tcp::endpoint Unused() { return RawListener().address(); }

  auto TryEach(const Connector::Addresses& addresses, const Options& options = {}) {
    const Connector connector{.host = {"example.org", 4343},
                              .s = ClientKey(),
                              .rs = ServerKey().public_key(),
                              .options = options};
    return Get(connector.TryEach(addresses));
  }
};

TEST_F(ConnectorTest, ConnectionRefused) {
  const auto address = Unused();
  const auto client = Get(Connect(address));
  EXPECT_EQ(KindOf(client), Kind::kConnect);
  EXPECT_EQ(MessageOf(client),
            "cannot connect to " + ToText(address) + ": connection refused: nothing listens there");
}

TEST_F(ConnectorTest, UnknownName) {
  const auto client =
      Get(Connection::Connect({"no such host", 1}, ClientKey(), ServerKey().public_key()));
  EXPECT_EQ(KindOf(client), Kind::kResolve);
  EXPECT_TRUE(MessageOf(client).starts_with("cannot connect to no such host:1: "))
      << MessageOf(client);
}

TEST_F(ConnectorTest, ResolvesAName) {
  for (const Limits::Duration limit :
       {Limits().connect, Limits::Duration::zero(), Limits::Duration::max()}) {
    Listener listener = Listen();
    auto serving = Serve(listener);
    const auto client =
        Get(Connection::Connect({"localhost", listener.local_address().port()}, ClientKey(),
                                ServerKey().public_key(), {.limits = {.connect = limit}}));
    EXPECT_TRUE(client) << MessageOf(client);
    EXPECT_TRUE(Get(std::move(serving)));
  }
}

TEST_F(ConnectorTest, TriesEveryAddress) {
  Listener listener = Listen();
  auto serving = Serve(listener);
  RawListener full(true);
  const auto client = TryEach({Unused(), full.address(), listener.local_address()},
                              {.limits = {.connect = kShortLimit}});
  ASSERT_TRUE(client) << MessageOf(client);
  EXPECT_EQ(client->peer().address, listener.local_address());
}

// Another server may listen on another address of the name.
TEST_F(ConnectorTest, TriesTheNextAddressAfterAFailedHandshake) {
  Listener stranger = Listen();
  Listener listener = Listen();
  auto refusing = Serve(stranger, [](const StaticPublic&) { return false; });
  auto serving = Serve(listener);
  const auto client = TryEach({stranger.local_address(), listener.local_address()});
  EXPECT_TRUE(client) << MessageOf(client);
}

TEST_F(ConnectorTest, ReportsEveryAttemptAndTheKindOfTheFurthest) {
  Listener stranger = Listen();
  auto refusing = Serve(stranger, [](const StaticPublic&) { return false; });
  const auto first = Unused();
  const auto last = Unused();
  const auto client = TryEach({first, stranger.local_address(), last});
  EXPECT_EQ(KindOf(client), Kind::kHandshake);
  EXPECT_EQ(MessageOf(client),
            "cannot connect to example.org:4343: " + ToText(first) +
                ": connection refused: nothing listens there; " + ToText(stranger.local_address()) +
                ": the peer closed the connection before the handshake was done; " + ToText(last) +
                ": connection refused: nothing listens there");
}

TEST_F(ConnectorTest, StopsTryingWhenCancelled) {
  Listener listener = Listen();
  std::stop_source stop;
  stop.request_stop();
  const auto client = TryEach({Unused(), listener.local_address()}, {.stop = stop.get_token()});
  EXPECT_EQ(KindOf(client), Kind::kCancelled);
  EXPECT_EQ(MessageOf(client).find(ToText(listener.local_address())), std::string::npos)
      << MessageOf(client);
}

}  // namespace
}  // namespace asmtp
