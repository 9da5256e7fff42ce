// NetTest: the fixture of core/net's tests, with keys for a client and a server.
//
//   class ConnectionTest : public NetTest {};
//   auto [client, server] = OpenPair();                       // over TCP
//   Listener listener = Listen();
//   EXPECT_EQ(KindOf(Get(client.Receive())), NetError::Kind::kPeerClosed);
#ifndef ASMTP_CORE_NET_TESTING_NET_TEST_FIXTURE_H_
#define ASMTP_CORE_NET_TESTING_NET_TEST_FIXTURE_H_

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/net/connection.h"
#include "core/net/listener.h"
#include "core/net/testing/background.h"
#include "core/net/testing/raw_peer.h"
#include "core/session/session.h"
#include "core/testing/test_bytes.h"
#include "core/testing/test_keys.h"

namespace asmtp {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

// A deadline that is long enough to be set and short enough to wait for.
inline constexpr auto kShortLimit = 60ms;

template <class Result>
std::optional<NetError::Kind> KindOf(const Result& result) {
  if (result) return std::nullopt;
  return result.error().kind;
}

template <class Result>
std::string MessageOf(const Result& result) {
  return result ? "no error" : result.error().message;
}

struct Pair {
  Connection client;
  Connection server;
};

class NetTest : public testing::Test {
 protected:
  explicit NetTest(int threads = 1) : background_(threads) {}

  StaticKeyPair ClientKey() { return TestStatic(suite_, 1); }
  StaticKeyPair ServerKey() { return TestStatic(suite_, 2); }

  template <class Waiting>
  auto Get(Waiting waiting) {
    return background_.Get(std::move(waiting));
  }
  template <class T>
  std::future<T> Start(asio::awaitable<T> task) {
    return background_.Start(std::move(task));
  }

  Listener Listen(const Options& options = {}) {
    auto listener = Listener::Listen(background_.executor(), {host_, 0}, options);
    if (!listener) ADD_FAILURE() << listener.error().message;
    return *std::move(listener);
  }
  std::future<std::expected<Connection, NetError>> Connect(const asio::ip::tcp::endpoint& address,
                                                           const Options& options = {}) {
    return Start(Connection::Connect({address.address().to_string(), address.port()}, ClientKey(),
                                     ServerKey().public_key(), options));
  }
  // Accepts one peer and performs its handshake.
  std::future<std::expected<Connection, NetError>> Serve(Listener& listener,
                                                         CheckId check_id = nullptr) {
    return Start(AcceptAndShake(listener, ServerKey(), std::move(check_id)));
  }
  // Returns the two ends of an open connection.
  Pair OpenPair(const Options& client_options = {}, const Options& server_options = {}) {
    Listener listener = Listen(server_options);
    auto serving = Serve(listener);
    auto client = Get(Connect(listener.local_address(), client_options));
    auto server = Get(std::move(serving));
    if (!client || !server) {
      ADD_FAILURE() << MessageOf(client) << "; " << MessageOf(server);
    }
    return {*std::move(client), *std::move(server)};
  }
  // Sessions without sockets, for tests whose RawPeer is one side.
  Session RawInitiator(const Options& options = {}) {
    return Session::Initiator(options.format, ClientKey(), EphemeralKeyPair::Generate(suite_),
                              ServerKey().public_key());
  }
  Session RawResponder(const Options& options = {}) {
    return Session::Responder(options.format, ServerKey(), EphemeralKeyPair::Generate(suite_));
  }

  Background background_;
  Suite suite_ = Suite::kEd25519;
  std::string host_ = "127.0.0.1";

 private:
  static asio::awaitable<std::expected<Connection, NetError>> AcceptAndShake(Listener& listener,
                                                                             StaticKeyPair s,
                                                                             CheckId check_id) {
    auto accepting = co_await listener.Accept();
    if (!accepting) co_return std::unexpected(accepting.error());
    co_return co_await std::move(*accepting).Handshake(std::move(s), std::move(check_id));
  }
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_TESTING_NET_TEST_FIXTURE_H_
