// A peer that sends without end moves no deadline and takes no memory without limit.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "conformance/iut/tcp.h"
#include "conformance/play/peer.h"
#include "conformance/transcript/read_file.h"

namespace asmtp::conformance {
namespace {

using std::chrono::milliseconds;

// Sends for as long as somebody reads, until it is destroyed.
class Flood {
 public:
  Flood() : listener_(*TcpListener::OnLoopback()) {
    thread_ = std::thread([this] {
      const auto stream = listener_.Accept(Clock::now() + std::chrono::seconds(20));
      const Bytes piece(size_t{1} << 20, 0xff);
      while (stream && !ends_) stream->SendUnread(piece, Clock::now() + milliseconds(50));
    });
  }
  ~Flood() {
    ends_ = true;
    thread_.join();
  }
  std::unique_ptr<Channel> Connect() {
    return *ConnectTcp(listener_.address(), Clock::now() + std::chrono::seconds(20));
  }

 private:
  TcpListener listener_;
  std::atomic<bool> ends_{false};
  std::thread thread_;
};

TEST(FloodTest, DoesNotMoveADeadline) {
  Flood flood;
  const auto channel = flood.Connect();
  const Deadline deadline = Clock::now() + milliseconds(100);
  // A reader that is slower than the flood always finds bytes.
  while (channel->Receive(deadline).kind == Arrival::Kind::kBytes) {
    ASSERT_LT(Clock::now(), deadline + std::chrono::seconds(5));
    WaitFor(-1, 0, Clock::now() + milliseconds(1));
  }
  // A fresh deadline is served again.
  EXPECT_EQ(channel->Receive(Clock::now() + milliseconds(500)).kind, Arrival::Kind::kBytes);
}

// Bytes that had arrived in time are not lost to a runner that comes late.
TEST(FloodTest, ReadsWhatWasThereAtTheDeadline) {
  auto listener = *TcpListener::OnLoopback();
  const auto client = *ConnectTcp(listener.address(), Clock::now() + std::chrono::seconds(20));
  const auto server = listener.Accept(Clock::now() + std::chrono::seconds(20));
  const Bytes sent(100'000, 1);
  client->Send(sent, Clock::now() + std::chrono::seconds(20));
  client->AwaitRead(Clock::now() + milliseconds(50));
  const Deadline past = Clock::now();
  size_t received = 0;
  while (true) {
    const Arrival arrival = server->Receive(past);
    if (arrival.kind != Arrival::Kind::kBytes) break;
    received += arrival.bytes.size();
  }
  EXPECT_EQ(received, sent.size());
}

TEST(FloodTest, IsKeptOnlyInPart) {
  for (const noise::Role role : {noise::Role::kResponder, noise::Role::kInitiator}) {
    Flood flood;
    const Config config{role, Suite::kEd25519, Framing::kU32};
    Peer peer(config, Keys(), flood.Connect());
    peer.Listen(Clock::now() + std::chrono::seconds(20));  // ends when it has enough
    const auto begin = Clock::now();
    size_t kept = 0;
    for (int i = 0; i < 3; ++i) kept += peer.Next(begin + milliseconds(200)).wire.size();
    EXPECT_LE(kept, 3 * kFrameAnswerMax);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(3));
  }
}

TEST(FloodTest, IsLeftInTheSocketWhileTheRunnerSends) {
  Flood flood;
  const auto channel = flood.Connect();
  const Bytes much(size_t{64} << 20, 2);
  const Deadline deadline = Clock::now() + milliseconds(700);
  channel->Send(much, deadline);
  EXPECT_LE(channel->Receive(Clock::now() + std::chrono::seconds(20)).bytes.size(),
            kFrameAnswerMax + (size_t{16} << 10));
}

}  // namespace
}  // namespace asmtp::conformance
