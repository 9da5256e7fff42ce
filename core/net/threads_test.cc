// The two halves of a connection on two threads, in full duplex, for ThreadSanitizer.
#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

constexpr size_t kMessageCount = 500;

asio::awaitable<bool> SendAll(ConnectionWriter& writer) {
  for (size_t i = 0; i < kMessageCount; ++i) {
    const std::vector<uint8_t> message = PatternBytes(i * 17, i);
    if (!co_await writer.Send(message)) co_return false;
  }
  writer.Shutdown();
  co_return true;
}

// Returns the number of correct messages before the peer closed, or 0 on any error.
asio::awaitable<size_t> ReceiveAll(ConnectionReader& reader) {
  for (size_t i = 0;; ++i) {
    const auto received = co_await reader.Receive();
    const bool is_end = KindOf(received) == NetError::Kind::kPeerClosed;
    if (is_end || !received || ToVector(*received) != PatternBytes(i * 17, i)) {
      co_return is_end ? i : 0;
    }
  }
}

struct Halves {
  explicit Halves(Connection connection) : Halves(std::move(connection).Split()) {}
  explicit Halves(std::pair<ConnectionReader, ConnectionWriter> halves)
      : reader(std::move(halves.first)), writer(std::move(halves.second)) {}

  ConnectionReader reader;
  ConnectionWriter writer;
};

class ThreadsTest : public NetTest {
 protected:
  ThreadsTest() : NetTest(4) {}

  static constexpr auto kLimits = Limits{.idle = 10s};
};

TEST_F(ThreadsTest, OneContextOnFourThreads) {
  auto [client, server] = OpenPair({.limits = kLimits}, {.limits = kLimits});
  Halves a(std::move(client));
  Halves b(std::move(server));
  auto a_sends = Start(SendAll(a.writer));
  auto b_sends = Start(SendAll(b.writer));
  auto a_receives = Start(ReceiveAll(a.reader));
  auto b_receives = Start(ReceiveAll(b.reader));
  EXPECT_TRUE(Get(std::move(a_sends)));
  EXPECT_TRUE(Get(std::move(b_sends)));
  EXPECT_EQ(Get(std::move(a_receives)), kMessageCount);
  EXPECT_EQ(Get(std::move(b_receives)), kMessageCount);
}

TEST_F(ThreadsTest, EachHalfOnItsOwnContext) {
  auto [client, server] = OpenPair({.limits = kLimits}, {.limits = kLimits});
  Halves a(std::move(client));
  Halves b(std::move(server));
  Background contexts[4];
  auto a_sends = contexts[0].Start(SendAll(a.writer));
  auto b_sends = contexts[1].Start(SendAll(b.writer));
  auto a_receives = contexts[2].Start(ReceiveAll(a.reader));
  auto b_receives = contexts[3].Start(ReceiveAll(b.reader));
  EXPECT_TRUE(Get(std::move(a_sends)));
  EXPECT_TRUE(Get(std::move(b_sends)));
  EXPECT_EQ(Get(std::move(a_receives)), kMessageCount);
  EXPECT_EQ(Get(std::move(b_receives)), kMessageCount);
}

// The stop comes before the socket connects, while it connects, and while it waits.
TEST_F(ThreadsTest, CancelWhileConnecting) {
  const RawListener full(true);
  for (int round = 0; round < 100; ++round) {
    std::stop_source stop;
    auto connecting = Connect(full.address(), {.stop = stop.get_token()});
    std::this_thread::sleep_for(std::chrono::microseconds(5 * round));
    stop.request_stop();
    EXPECT_EQ(KindOf(Get(std::move(connecting))), NetError::Kind::kCancelled) << round;
  }
}

TEST_F(ThreadsTest, CancelWhileBothHalvesWork) {
  for (int round = 0; round < 20; ++round) {
    std::stop_source stop;
    auto [client, server] = OpenPair({.limits = kLimits, .stop = stop.get_token()});
    Halves a(std::move(client));
    Halves b(std::move(server));
    auto a_sends = Start(SendAll(a.writer));
    auto b_sends = Start(SendAll(b.writer));
    auto a_receives = Start(ReceiveAll(a.reader));
    auto b_receives = Start(ReceiveAll(b.reader));
    stop.request_stop();
    Get(std::move(a_sends));
    Get(std::move(a_receives));
    Get(std::move(b_sends));
    Get(std::move(b_receives));
  }
}

}  // namespace
}  // namespace asmtp
