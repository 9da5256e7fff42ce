#include "core/net/listener.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/net/testing/net_test_fixture.h"

// The errors with which the next calls of accept() fail, the last one first.
static std::vector<int> failures_of_accept;

extern "C" int accept(int socket, sockaddr* address, socklen_t* size) {
  if (failures_of_accept.empty()) {
    return static_cast<int>(::syscall(SYS_accept4, socket, address, size, 0));
  }
  errno = failures_of_accept.back();
  failures_of_accept.pop_back();
  return -1;
}

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

// Silent peers do not pile up: at the limit, the oldest of the address with the most goes.
TEST_F(ListenerTest, LimitsConcurrentHandshakes) {
  Listener listener = Listen({.handshakes_max = 2});
  std::vector<RawPeer> peers;
  std::vector<std::future<std::expected<Connection, NetError>>> shaking;
  for (int i = 0; i < 3; ++i) {
    peers.push_back(RawPeer::ConnectTo(listener.local_address()));
    auto accepting = Get(listener.Accept());
    ASSERT_TRUE(accepting);
    shaking.push_back(Start(std::move(*accepting).Handshake(ServerKey())));
  }
  EXPECT_TRUE(peers[0].ReadToEnd().empty()) << "it was closed";
  const auto crowded_out = Get(std::move(shaking[0]));
  EXPECT_EQ(KindOf(crowded_out), Kind::kCrowdedOut) << MessageOf(crowded_out);
  for (size_t i = 1; i < 3; ++i) {
    Session session = RawInitiator();
    peers[i].Write(session.TakeOutput());
    const auto connection = Get(std::move(shaking[i]));
    ASSERT_TRUE(connection) << i << ": " << MessageOf(connection);
  }
}

TEST_F(ListenerTest, AnOpenConnectionIsNotCrowdedOut) {
  Listener listener = Listen({.handshakes_max = 1});
  auto serving = Serve(listener);
  auto client = Get(Connect(listener.local_address()));
  auto server = Get(std::move(serving));
  ASSERT_TRUE(client && server);
  for (int i = 0; i < 3; ++i) {
    const RawPeer silent = RawPeer::ConnectTo(listener.local_address());
    ASSERT_TRUE(Get(listener.Accept()));
  }
  ASSERT_TRUE(Get(client->Send({})));
  EXPECT_TRUE(Get(server->Receive()));
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

// accept(2): a connection can break before it is accepted, and a firewall can refuse it.
TEST_F(ListenerTest, AcceptsAfterEveryTransientError) {
  Listener listener = Listen();
  for (const int error : {ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
                          ENETUNREACH, EINTR, EPERM, EMFILE, ENFILE, ENOBUFS, ENOMEM}) {
    const RawPeer peer = RawPeer::ConnectTo(listener.local_address());
    failures_of_accept = {error, error};
    const auto accepted = Get(listener.Accept());
    EXPECT_TRUE(accepted) << std::strerror(error) << ": " << MessageOf(accepted);
    EXPECT_TRUE(failures_of_accept.empty()) << std::strerror(error);
  }
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
