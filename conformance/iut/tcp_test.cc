#include "conformance/iut/tcp.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

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

INSTANTIATE_TEST_SUITE_P(All, AddressTest,
                         testing::Values("127.0.0.1:0", "[::1]:0",
                                         "unix:" + ShortFolder() + "/stream.sock"));

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
