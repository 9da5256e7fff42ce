// Back-pressure: without Receive() a connection reads nothing, and its peer's Send() waits.
#include <atomic>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

constexpr size_t kMessageSize = 64 * 1024;
// More than the system buffers of both sides hold.
constexpr size_t kMessageCount = 1024;

class BackPressureTest : public NetTest {
 protected:
  static asio::awaitable<bool> SendAll(Connection& connection, std::atomic<size_t>& sent) {
    const std::vector<uint8_t> message = PatternBytes(kMessageSize);
    for (size_t i = 0; i < kMessageCount; ++i) {
      if (!co_await connection.Send(message)) co_return false;
      ++sent;
    }
    co_return true;
  }
};

TEST_F(BackPressureTest, WriterWaitsForTheReader) {
  auto [client, server] = OpenPair();
  std::atomic<size_t> sent = 0;
  auto sending = Start(SendAll(client, sent));
  ASSERT_TRUE(Get(server.Receive()));
  // The context has one thread, so all that can be sent without waiting is sent when this returns.
  EXPECT_EQ(sending.wait_for(100ms), std::future_status::timeout);
  EXPECT_LT(sent, kMessageCount);
  for (size_t i = 1; i < kMessageCount; ++i) ASSERT_TRUE(Get(server.Receive())) << i;
  EXPECT_TRUE(Get(std::move(sending)));
  EXPECT_EQ(sent, kMessageCount);
  EXPECT_LT(client.buffer_capacity(), 4 * kMessageSize) << "one frame at a time";
  EXPECT_LT(server.buffer_capacity(), 4 * kMessageSize);
}

TEST_F(BackPressureTest, ReadsOnlyWhenAsked) {
  Listener listener = Listen();
  auto serving = Serve(listener);
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  Session session = RawInitiator();
  peer.Write(session.TakeOutput());
  session.Feed(peer.Read(kResponseFrameSize));
  auto server = Get(std::move(serving));
  ASSERT_TRUE(server);
  const std::vector<uint8_t> bytes = PatternBytes(kMessageSize);
  size_t written = 0;
  while (written < kMessageSize * kMessageCount) {
    const size_t some = peer.WriteSome(bytes);
    if (some == 0 && !peer.WaitUntilWritable(100ms)) break;
    written += some;
  }
  EXPECT_LT(written, kMessageSize * kMessageCount) << "someone reads";
  EXPECT_LE(server->buffer_capacity(), ReceiveBuffer::kInitialSize);
}

// An initiator keeps sending while the responder decides. The responder does not read.
TEST_F(BackPressureTest, ReadsNothingWhileTheDecisionIsPending) {
  Listener listener = Listen();
  std::promise<void> asked;
  std::promise<void> decided;
  auto serving = Serve(listener, [&](const StaticPublic&) {
    asked.set_value();
    decided.get_future().wait();
    return true;
  });
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  peer.Write(RawInitiator().TakeOutput());
  asked.get_future().wait();
  const std::vector<uint8_t> bytes(kMessageSize, 0xff);
  size_t written = 0;
  while (written < kMessageSize * kMessageCount) {
    const size_t some = peer.WriteSome(bytes);
    if (some == 0 && !peer.WaitUntilWritable(100ms)) break;
    written += some;
  }
  EXPECT_LT(written, kMessageSize * kMessageCount) << "someone reads";
  decided.set_value();
  auto server = Get(std::move(serving));
  ASSERT_TRUE(server);
  EXPECT_LE(server->buffer_capacity(), ReceiveBuffer::kInitialSize);
  EXPECT_EQ(KindOf(Get(server->Receive())), NetError::Kind::kFrame);
}

// Receive() frees the memory of a large message before it waits for the next one.
TEST_F(BackPressureTest, ReleasesTheMemoryOfALargeMessage) {
  auto [client, server] = OpenPair();
  const std::vector<uint8_t> large = PatternBytes(4 * 1024 * 1024);
  auto sending = Start(client.Send(large));
  const auto received = Get(server.Receive());
  ASSERT_TRUE(received);
  EXPECT_EQ(ToVector(*received), large);
  EXPECT_TRUE(Get(std::move(sending)));
  auto waiting = Start(server.Receive());
  EXPECT_TRUE(Get(client.Send(HexBytes("01"))));
  EXPECT_TRUE(Get(std::move(waiting)));
  auto [reader, writer] = std::move(server).Split();
  EXPECT_LE(reader.buffer_capacity(), size_t{128 * 1024});
}

}  // namespace
}  // namespace asmtp
