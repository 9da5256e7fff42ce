// Cancellation from another thread ends every pending operation.
#include <future>
#include <stop_token>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

class CancelTest : public NetTest {
 protected:
  // The context has one thread, so everything started earlier is waiting when this returns.
  void LetItWait() {
    Get([]() -> asio::awaitable<int> { co_return 0; }());
  }
  // Sends until it fails.
  static asio::awaitable<Kind> SendForever(ConnectionWriter& writer) {
    const std::vector<uint8_t> message = PatternBytes(1 << 20);
    for (;;) {
      const auto sent = co_await writer.Send(message);
      if (!sent) co_return sent.error().kind;
    }
  }

  // Blocks the thread of the context until `end`.
  static asio::awaitable<bool> Block(std::promise<void>& begun, std::future<void> end) {
    begun.set_value();
    co_return end.wait_for(kPatience) == std::future_status::ready;
  }

  std::stop_source stop_;
  const Options options_{.stop = stop_.get_token()};
};

TEST_F(CancelTest, Connecting) {
  const RawListener full(true);
  auto connecting = Connect(full.address(), options_);
  LetItWait();
  stop_.request_stop();
  EXPECT_EQ(KindOf(Get(std::move(connecting))), Kind::kCancelled);
}

TEST_F(CancelTest, Handshaking) {
  RawListener listener;
  auto connecting = Connect(listener.address(), options_);
  RawPeer peer = listener.Accept();
  EXPECT_EQ(peer.Read(kInitializeFrameSize).size(), kInitializeFrameSize);
  stop_.request_stop();
  EXPECT_EQ(KindOf(Get(std::move(connecting))), Kind::kCancelled);
  EXPECT_TRUE(peer.ReadToEnd().empty());
}

TEST_F(CancelTest, ServingAHandshake) {
  Listener listener = Listen(options_);
  auto serving = Serve(listener);
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  peer.Write(HexBytes("01"));
  LetItWait();
  stop_.request_stop();
  EXPECT_EQ(KindOf(Get(std::move(serving))), Kind::kCancelled);
  EXPECT_TRUE(peer.ReadToEnd().empty());
}

TEST_F(CancelTest, BeforeTheStart) {
  Listener listener = Listen();
  stop_.request_stop();
  EXPECT_EQ(KindOf(Get(Connect(listener.local_address(), options_))), Kind::kCancelled);
  const HostPort named{"localhost", listener.local_address().port()};
  EXPECT_EQ(
      KindOf(Get(Connection::Connect(named, ClientKey(), ServerKey().public_key(), options_))),
      Kind::kCancelled);
  Listener stopped = Listen(options_);
  EXPECT_EQ(KindOf(Get(stopped.Accept())), Kind::kCancelled);
}

TEST_F(CancelTest, Receiving) {
  auto [client, server] = OpenPair(options_);
  auto receiving = Start(client.Receive());
  LetItWait();
  stop_.request_stop();
  EXPECT_EQ(KindOf(Get(std::move(receiving))), Kind::kCancelled);
  EXPECT_EQ(KindOf(Get(client.Receive())), Kind::kCancelled) << "an error is final";
  EXPECT_EQ(KindOf(Get(server.Receive())), Kind::kPeerClosed);
}

TEST_F(CancelTest, BothHalvesAtOnce) {
  auto [client, server] = OpenPair();
  auto [reader, writer] = std::move(client).Split();
  auto sending = Start(SendForever(writer));
  auto receiving = Start(reader.Receive());
  LetItWait();
  reader.Cancel();
  EXPECT_EQ(Get(std::move(sending)), Kind::kCancelled);
  EXPECT_EQ(KindOf(Get(std::move(receiving))), Kind::kCancelled);
}

TEST_F(CancelTest, WriterCancelsTheReader) {
  auto [client, server] = OpenPair();
  auto [reader, writer] = std::move(client).Split();
  auto receiving = Start(reader.Receive());
  LetItWait();
  writer.Cancel();
  EXPECT_EQ(KindOf(Get(std::move(receiving))), Kind::kCancelled);
}

// The peer resets before the waiting operation sees that this side has cancelled.
TEST_F(CancelTest, HidesAResetOfThePeer) {
  Listener listener = Listen();
  auto serving = Serve(listener);
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  peer.Write(RawInitiator().TakeOutput());
  EXPECT_EQ(peer.Read(kResponseFrameSize).size(), kResponseFrameSize);
  auto server = Get(std::move(serving));
  ASSERT_TRUE(server) << MessageOf(server);
  auto receiving = Start(server->Receive());
  LetItWait();
  std::promise<void> begun;
  std::promise<void> end;
  auto blocking = Start(Block(begun, end.get_future()));
  begun.get_future().wait();
  peer.Reset();
  server->Cancel();
  end.set_value();
  EXPECT_TRUE(Get(std::move(blocking)));
  EXPECT_EQ(KindOf(Get(std::move(receiving))), Kind::kCancelled);
}

TEST_F(CancelTest, SendErrorIsFinal) {
  auto [client, server] = OpenPair();
  client.Cancel();
  EXPECT_EQ(KindOf(Get(client.Send({}))), Kind::kCancelled);
  EXPECT_EQ(KindOf(Get(client.Send({}))), Kind::kCancelled);
}

// The response is not sent, and the reason is this side's.
TEST_F(CancelTest, WhileTheIdentityIsChecked) {
  Listener listener = Listen(options_);
  auto serving = Serve(listener, [this](const StaticPublic&) {
    stop_.request_stop();
    return true;
  });
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  peer.Write(RawInitiator().TakeOutput());
  EXPECT_EQ(KindOf(Get(std::move(serving))), Kind::kCancelled);
  EXPECT_TRUE(peer.ReadToEnd().empty());
}

TEST_F(CancelTest, DropsReceivedMessages) {
  auto [client, server] = OpenPair(options_);
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(Get(server.Send({})));
  ASSERT_TRUE(Get(client.Receive())) << "the second message has been read from the socket too";
  stop_.request_stop();
  EXPECT_EQ(KindOf(Get(client.Receive())), Kind::kCancelled);
}

}  // namespace
}  // namespace asmtp
