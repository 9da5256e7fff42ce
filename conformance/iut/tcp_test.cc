#include "conformance/iut/tcp.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <thread>

#include "conformance/iut/socket_address.h"

namespace asmtp::conformance {
namespace {

// A test's own folder is too long for the path of a Unix socket.
std::string ShortFolder() {
  static std::string folder = "/tmp/asmtp.XXXXXX";
  static const char* const kMade = ::mkdtemp(folder.data());
  return kMade != nullptr ? kMade : "";
}

Deadline Soon() { return Clock::now() + std::chrono::seconds(20); }

class AddressTest : public testing::TestWithParam<std::string> {};

TEST_P(AddressTest, CarriesAStreamBothWays) {
  auto listener = TcpListener::On(GetParam());
  ASSERT_TRUE(listener) << listener.error();
  const auto client = ConnectTcp(listener->address(), Soon());
  ASSERT_TRUE(client) << client.error();
  const auto server = listener->Accept(Soon());
  ASSERT_TRUE(server);
  (*client)->Send(Bytes{1, 2, 3}, Soon());
  EXPECT_EQ(server->Receive(Soon()).bytes, (Bytes{1, 2, 3}));
  server->Send(Bytes{4}, Soon());
  EXPECT_EQ((*client)->Receive(Soon()).bytes, Bytes{4});
  (*client)->Shutdown();
  EXPECT_EQ(server->Receive(Soon()).kind, Arrival::Kind::kFin);
}

// Reads what the other end has sent so far, a piece at a time.
TEST_P(AddressTest, WaitsUntilThePeerHasRead) {
  auto listener = TcpListener::On(GetParam());
  ASSERT_TRUE(listener) << listener.error();
  const auto client = ConnectTcp(listener->address(), Soon());
  ASSERT_TRUE(client) << client.error();
  const auto server = listener->Accept(Soon());
  std::vector<size_t> reads;
  std::thread reader([&] {
    for (size_t all = 0; all < 20 * 7; all += reads.back()) {
      reads.push_back(server->Receive(Soon()).bytes.size());
      if (reads.back() == 0) return;
    }
  });
  for (int i = 0; i < 20; ++i) {
    (*client)->Send(Bytes(7), Soon());
    (*client)->AwaitRead(Soon());
  }
  reader.join();
  EXPECT_EQ(reads, std::vector<size_t>(20, 7));
}

TEST_P(AddressTest, DoesNotWaitForAPeerThatDoesNotRead) {
  auto listener = TcpListener::On(GetParam());
  ASSERT_TRUE(listener) << listener.error();
  const auto client = ConnectTcp(listener->address(), Soon());
  const auto server = listener->Accept(Soon());
  (*client)->Send(Bytes(7), Soon());
  const Deadline deadline = Clock::now() + std::chrono::milliseconds(20);
  (*client)->AwaitRead(deadline);
  EXPECT_TRUE(IsOver(deadline));
  // Nothing is read, so the stream fills up.
  const Bytes much(size_t{64} << 20);
  EXPECT_LT((*client)->SendUnread(much, Clock::now() + std::chrono::milliseconds(100)),
            much.size());
}

TEST_P(AddressTest, SeesWhetherAClosedPeerStillReads) {
  auto listener = TcpListener::On(GetParam());
  ASSERT_TRUE(listener) << listener.error();
  const auto client = ConnectTcp(listener->address(), Soon());
  auto server = listener->Accept(Soon());
  server->Shutdown();
  EXPECT_EQ((*client)->Receive(Soon()).kind, Arrival::Kind::kFin);
  EXPECT_FALSE((*client)->StopsReading(Clock::now() + std::chrono::milliseconds(50)));
  server.reset();
  EXPECT_TRUE((*client)->StopsReading(Soon()));
}

INSTANTIATE_TEST_SUITE_P(All, AddressTest,
                         testing::Values("127.0.0.1:0", "[::1]:0",
                                         "unix:" + ShortFolder() + "/stream.sock"));

TEST(SocketAddressTest, RefusesAPortThatIsNone) {
  for (const char* port : {"65536", "99999", "-1", "+1", "0x50", "http", " 80", "80 ", ""}) {
    EXPECT_FALSE(SocketAddress::Parse(std::string("127.0.0.1:") + port)) << port;
  }
  EXPECT_TRUE(SocketAddress::Parse("127.0.0.1:65535"));
}

TEST(TcpListenerTest, ReportsItsAddress) {
  EXPECT_TRUE(TcpListener::On("127.0.0.1:0")->address().starts_with("127.0.0.1:"));
  EXPECT_TRUE(TcpListener::On("[::1]:0")->address().starts_with("[::1]:"));
  const std::string path = ShortFolder() + "/own.sock";
  struct stat status{};
  {
    const auto listener = TcpListener::On("unix:" + path);
    ASSERT_TRUE(listener) << listener.error();
    EXPECT_EQ(listener->address(), "unix:" + path);
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
  }
  EXPECT_NE(::stat(path.c_str(), &status), 0);  // the listener removes its file
}

TEST(ConnectTest, DescribesTheError) {
  const auto error = [](const std::string& address) { return ConnectTcp(address, Soon()).error(); };
  EXPECT_EQ(error("nowhere"),
            "cannot connect to nowhere: 'nowhere' is not an address: expected host:port with a "
            "numeric host, [host]:port or unix:/path");
  EXPECT_EQ(error("127.0.0.1:1"), "cannot connect to 127.0.0.1:1: Connection refused");
  EXPECT_EQ(error("unix:/no/such/socket"),
            "cannot connect to unix:/no/such/socket: No such file or directory");
}

}  // namespace
}  // namespace asmtp::conformance
