// EndpointTest: shared by the tests of asmtp-endpoint: the program as a child process, and its peer
// on core/net.
//
//   ChildProcess child(ResponderArguments() + Arguments{"--mode", "sink"});
//   Connection connection = MustConnect(ReadAddress(child));
#ifndef ASMTP_CONFORMANCE_ENDPOINT_ENDPOINT_FIXTURE_H_
#define ASMTP_CONFORMANCE_ENDPOINT_ENDPOINT_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "conformance/endpoint/child_process.h"
#include "core/net/testing/net_test_fixture.h"
#include "core/testing/hex.h"
#include "core/testing/host_port.h"

namespace asmtp::endpoint {

using Kind = NetError::Kind;
using Arguments = std::vector<std::string>;

// Returns the secret of TestStatic(suite, name).
inline std::string SecretOf(uint8_t name) { return ToHex(std::vector<uint8_t>(32, name)); }

// A GetPassport, the smallest message.
inline std::vector<uint8_t> SomeMessage(uint8_t id = 7) {
  std::vector<uint8_t> message(17, id);
  message[0] = 4;
  return message;
}

inline Arguments operator+(Arguments a, const Arguments& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// The child has the server's key as a responder and the client's key as an initiator.
class EndpointTest : public NetTest {
 protected:
  Arguments ResponderArguments() { return {"--role", "responder", "--secret", SecretOf(2)}; }
  Arguments InitiatorArguments() {
    return {"--role",    "initiator", "--secret",
            SecretOf(1), "--peer",    ToHex(ServerKey().public_key().bytes())};
  }
  static asio::ip::tcp::endpoint ReadAddress(ChildProcess& child) {
    const std::string line = child.ReadLine();
    EXPECT_TRUE(line.starts_with("LISTEN 127.0.0.1:")) << line;
    const auto address = ParseHostPort(line.substr(std::string("LISTEN ").size()));
    EXPECT_TRUE(address);
    return {asio::ip::make_address(address->host), address->port};
  }
  Connection MustConnect(const asio::ip::tcp::endpoint& address, const Options& options = {}) {
    auto connection = Get(Connect(address, options));
    EXPECT_TRUE(connection) << MessageOf(connection);
    return *std::move(connection);
  }
  Connection MustServe(Listener& listener) {
    auto connection = Get(Serve(listener));
    EXPECT_TRUE(connection) << MessageOf(connection);
    return *std::move(connection);
  }
  void ExpectEcho(Connection& connection, const std::vector<uint8_t>& message = SomeMessage()) {
    ASSERT_TRUE(Get(connection.Send(message)));
    const auto received = Get(connection.Receive());
    ASSERT_TRUE(received) << MessageOf(received);
    EXPECT_EQ(ToVector(*received), message);
  }
  void ExpectClosed(Connection& connection) {
    EXPECT_EQ(KindOf(Get(connection.Receive())), Kind::kPeerClosed);
  }
};

}  // namespace asmtp::endpoint

#endif  // ASMTP_CONFORMANCE_ENDPOINT_ENDPOINT_FIXTURE_H_
