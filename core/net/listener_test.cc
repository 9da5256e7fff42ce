#include "core/net/listener.h"

#include <sys/resource.h>
#include <unistd.h>

#include "core/net/testing/net_test_fixture.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

class ListenerTest : public NetTest {
 protected:
  auto TryToListen(const HostPort& host) { return Listener::Listen(background_.executor(), host); }
};

TEST_F(ListenerTest, ReportsTheChosenPort) {
  const Listener listener = Listen();
  EXPECT_EQ(listener.local_address().address().to_string(), "127.0.0.1");
  EXPECT_NE(listener.local_address().port(), 0);
}

TEST_F(ListenerTest, ListensOnAName) {
  const auto listener = TryToListen({"localhost", 0});
  ASSERT_TRUE(listener) << MessageOf(listener);
  EXPECT_TRUE(listener->local_address().address().is_loopback());
}

TEST_F(ListenerTest, PortInUse) {
  const Listener listener = Listen();
  const HostPort taken{host_, listener.local_address().port()};
  const auto second = TryToListen(taken);
  ASSERT_EQ(KindOf(second), Kind::kListen);
  EXPECT_EQ(second.error().message, "cannot listen on " + ToText(taken) +
                                        ": the port is in use; choose another, or 0 for any free "
                                        "one");
}

TEST_F(ListenerTest, AddressOfAnotherMachine) {
  const auto listener = TryToListen({"203.0.113.1", 0});  // reserved for documentation
  ASSERT_EQ(KindOf(listener), Kind::kListen);
  EXPECT_EQ(listener.error().message,
            "cannot listen on 203.0.113.1:0: Cannot assign requested address");
}

TEST_F(ListenerTest, UnknownName) {
  const auto listener = TryToListen({"no such host", 0});
  ASSERT_EQ(KindOf(listener), Kind::kResolve);
  EXPECT_TRUE(listener.error().message.starts_with("cannot listen on no such host:0: "));
}

TEST_F(ListenerTest, AcceptsAPeerBeforeItsHandshake) {
  Listener listener = Listen();
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  auto accepting = Get(listener.Accept());
  ASSERT_TRUE(accepting);
  EXPECT_EQ(accepting->remote_address().address().to_string(), host_);
  accepting = std::unexpected(NetError{});
  EXPECT_TRUE(peer.ReadToEnd().empty()) << "the connection was closed";
}

TEST_F(ListenerTest, ClosesFromAnotherThread) {
  Listener listener = Listen();
  auto accepting = Start(listener.Accept());
  listener.Close();
  EXPECT_EQ(KindOf(Get(std::move(accepting))), Kind::kCancelled);
  EXPECT_EQ(KindOf(Get(listener.Accept())), Kind::kCancelled) << "an error is final";
  EXPECT_TRUE(TryToListen({host_, listener.local_address().port()})) << "the port is free again";
}

TEST_F(ListenerTest, DestructionStopsListening) {
  std::optional<Listener> listener(Listen());
  const HostPort address{host_, listener->local_address().port()};
  auto accepting = Start(listener->Accept());
  listener.reset();
  EXPECT_EQ(KindOf(Get(std::move(accepting))), Kind::kCancelled);
  EXPECT_TRUE(TryToListen(address)) << "the port is free again";
}

// A port is free although the system still remembers connections that this side has closed.
TEST_F(ListenerTest, ListensAgainOnAPortWithOldConnections) {
  HostPort address{host_, 0};
  {
    Listener listener = Listen();
    address.port = listener.local_address().port();
    RawPeer peer = RawPeer::ConnectTo(listener.local_address());
    auto accepted = Get(listener.Accept());
    ASSERT_TRUE(accepted);
    accepted = std::unexpected(NetError{});
    EXPECT_TRUE(peer.ReadToEnd().empty());
    peer.Close();
    auto last = Start(listener.Accept());
    listener.Close();
    EXPECT_EQ(KindOf(Get(std::move(last))), Kind::kCancelled);
  }
  const auto again = TryToListen(address);
  EXPECT_TRUE(again) << MessageOf(again);
}

// Prevents new file descriptors during its lifetime.
class DescriptorShortage {
 public:
  DescriptorShortage() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(STDERR_FILENO);
    ::close(next);
    const rlimit none{.rlim_cur = static_cast<rlim_t>(next), .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  ~DescriptorShortage() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  DescriptorShortage(const DescriptorShortage&) = delete;
  DescriptorShortage& operator=(const DescriptorShortage&) = delete;

 private:
  rlimit before_;
};

// Silent peers do not pile up: at the limit, the next one is accepted when another is gone.
TEST_F(ListenerTest, LimitsConcurrentHandshakes) {
  Listener listener = Listen({.handshakes_max = 2});
  std::vector<RawPeer> peers;
  for (int i = 0; i < 4; ++i) peers.push_back(RawPeer::ConnectTo(listener.local_address()));
  auto first = Get(listener.Accept());
  auto second = Get(listener.Accept());
  ASSERT_TRUE(first && second);
  auto third = Start(listener.Accept());
  EXPECT_EQ(third.wait_for(100ms), std::future_status::timeout);

  second = std::unexpected(NetError{});  // closes the peer
  auto accepted = Get(std::move(third));
  ASSERT_TRUE(accepted);
  auto fourth = Start(listener.Accept());
  EXPECT_EQ(fourth.wait_for(100ms), std::future_status::timeout);

  auto shaking = Start(std::move(*first).Handshake(ServerKey()));
  EXPECT_EQ(fourth.wait_for(100ms), std::future_status::timeout) << "the handshake has only begun";
  Session session = RawInitiator();
  peers[0].Write(session.TakeOutput());
  const auto connection = Get(std::move(shaking));
  ASSERT_TRUE(connection) << MessageOf(connection);
  EXPECT_TRUE(Get(std::move(fourth))) << "an open connection does not count";
}

TEST_F(ListenerTest, AcceptsAnyNumberOfHandshakesWithoutALimit) {
  Listener listener = Listen({.handshakes_max = 0});
  std::vector<RawPeer> peers;
  std::vector<Accepting> accepted;
  for (int i = 0; i < 5; ++i) {
    peers.push_back(RawPeer::ConnectTo(listener.local_address()));
    auto accepting = Get(listener.Accept());
    ASSERT_TRUE(accepting) << i;
    accepted.push_back(*std::move(accepting));
  }
}

TEST_F(ListenerTest, ClosesAtTheHandshakeLimit) {
  Listener listener = Listen({.handshakes_max = 1});
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  const auto accepted = Get(listener.Accept());
  ASSERT_TRUE(accepted);
  auto waiting = Start(listener.Accept());
  EXPECT_EQ(waiting.wait_for(50ms), std::future_status::timeout);
  listener.Close();
  EXPECT_EQ(KindOf(Get(std::move(waiting))), Kind::kCancelled);
}

TEST_F(ListenerTest, SurvivesAShortageOfDescriptors) {
  Listener listener = Listen();
  RawPeer peer = RawPeer::ConnectTo(listener.local_address());
  std::optional<DescriptorShortage> shortage(std::in_place);
  auto accepting = Start(listener.Accept());
  EXPECT_EQ(accepting.wait_for(100ms), std::future_status::timeout);
  shortage.reset();
  const auto accepted = Get(std::move(accepting));
  EXPECT_TRUE(accepted) << MessageOf(accepted);
}

}  // namespace
}  // namespace asmtp
