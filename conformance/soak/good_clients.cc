#include "conformance/soak/good_clients.h"

#include <fmt/format.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include "core/bytes/bytes.h"

namespace asmtp::soak {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kSessions = 8;
constexpr std::chrono::milliseconds kEchoEvery(2);
constexpr std::chrono::milliseconds kConnectEvery(50);
// A GetPassport, the smallest message.
constexpr ByteArray<17> kMessage = {4};

StaticKeyPair NewKey() {
  ByteArray<kSecretKeySize> secret;
  FillRandom(secret);
  return StaticKeyPair::FromSecret(Suite::kEd25519, StaticSecret(secret));
}

}  // namespace

GoodClients::GoodClients(const Target& target)
    : target_(target),
      echoes_(context_.get_executor(), kEchoEvery),
      connections_(context_.get_executor(), kConnectEvery) {
  for (int i = 0; i < kSessions; ++i) {
    asio::co_spawn(context_, EchoForEver(), asio::detached);
  }
  asio::co_spawn(context_, ConnectForEver(), asio::detached);
}

NetTask<Connection> GoodClients::Connect() {
  const auto start = Clock::now();
  auto connection = co_await Connection::Connect(
      {target_.address.address().to_string(), target_.address.port()}, NewKey(), target_.identity);
  if (connection) {
    handshake.Add(Clock::now() - start);
  } else {
    ++failures;
    fmt::print(stderr, "asmtp-soak: a good client: {}\n", connection.error().message);
  }
  co_return connection;
}

asio::awaitable<bool> GoodClients::Echo(Connection& connection) {
  const auto start = Clock::now();
  const auto sent = co_await connection.Send(kMessage);
  const auto received = co_await connection.Receive();
  const bool right = sent && received && Equal(*received, kMessage);
  if (right) {
    echo.Add(Clock::now() - start);
  } else {
    ++failures;
    fmt::print(stderr, "asmtp-soak: a good client: {}\n",
               received ? "a wrong echo" : received.error().message);
  }
  co_return right;
}

asio::awaitable<void> GoodClients::EchoForEver() {
  for (;;) {
    co_await connections_.Wait();
    auto connection = co_await Connect();
    while (connection && co_await Echo(*connection)) co_await echoes_.Wait();
  }
}

asio::awaitable<void> GoodClients::ConnectForEver() {
  for (;;) {
    co_await connections_.Wait();
    auto connection = co_await Connect();
    if (connection) co_await Echo(*connection);
  }
}

}  // namespace asmtp::soak
