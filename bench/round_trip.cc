// round_trip/tcp/SIZE: one message of SIZE bytes to the other end over loopback TCP, and back.
//
//   ours    two connections, each on its own thread
//   floor   two blocking sockets, each on its own thread, and libsodium: seals, sends, receives and
//           opens the same bytes as often
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <thread>
#include <utility>
#include <vector>

#include "bench/benchmarks.h"
#include "bench/floor.h"
#include "bench/open_pair.h"
#include "bench/pairs.h"
#include "core/net/connection.h"
#include "core/net/listener.h"
#include "core/testing/run.h"

namespace asmtp::bench {
namespace {

using asio::ip::tcp;

constexpr size_t kSizes[] = {64, 1024, 16384, 65000};
constexpr size_t kBatch = 20;

// Echoes everything until the peer closes.
asio::awaitable<void> Echo(Listener& listener) {
  auto accepting = co_await listener.Accept();
  Require(accepting.has_value(), "no peer connects");
  auto connection = co_await (*std::move(accepting)).Handshake(StaticKeyOf(Suite::kEd25519, 2));
  Require(connection.has_value(), "the handshake fails");
  while (auto plaintext = co_await connection->Receive()) {
    if (!co_await connection->Send(*plaintext)) break;
  }
}

// An echo endpoint of ours on its own thread, and a connection to it.
class OurEcho {
 public:
  OurEcho() : connection_(Connect()) {}
  ~OurEcho() {
    connection_.Cancel();
    thread_.join();
  }
  OurEcho(const OurEcho&) = delete;
  OurEcho& operator=(const OurEcho&) = delete;

  void RoundTrips(ByteView plaintext) {
    Require(Run(context_, Exchange(plaintext)), "a round trip fails");
  }

 private:
  Connection Connect() {
    auto listener = Listener::Listen(echo_context_.get_executor(), {"127.0.0.1", 0});
    Require(listener.has_value(), "cannot listen on a port");
    listener_.emplace(*std::move(listener));
    const uint16_t port = listener_->local_address().port();
    asio::co_spawn(echo_context_, Echo(*listener_), asio::detached);
    thread_ = std::thread([this] { echo_context_.run(); });
    auto connection =
        Run(context_, Connection::Connect({"127.0.0.1", port}, StaticKeyOf(Suite::kEd25519, 1),
                                          StaticKeyOf(Suite::kEd25519, 2).public_key()));
    Require(connection.has_value(), "the connection fails");
    return *std::move(connection);
  }

  asio::awaitable<bool> Exchange(ByteView plaintext) {
    for (size_t i = 0; i < kBatch; ++i) {
      if (!co_await connection_.Send(plaintext)) co_return false;
      const auto echoed = co_await connection_.Receive();
      if (!echoed || echoed->size() != plaintext.size()) co_return false;
    }
    co_return true;
  }

  asio::io_context echo_context_;
  asio::io_context context_;
  std::optional<Listener> listener_;
  std::thread thread_;
  Connection connection_;
};

// One end of the floor: a socket, and buffers for one message.
class PlainEnd {
 public:
  PlainEnd(tcp::socket socket, size_t size)
      : socket_(std::move(socket)), plaintext_(size, 0x5a), ciphertext_(size + kTagSize) {
    socket_.set_option(tcp::no_delay(true));
  }

  bool Send() {
    floor::Seal(kKey, 0, plaintext_, ciphertext_);
    asio::error_code error;
    asio::write(socket_, asio::buffer(ciphertext_), error);
    return !error;
  }

  bool Receive() {
    asio::error_code error;
    asio::read(socket_, asio::buffer(ciphertext_), error);
    return !error && floor::Open(kKey, 0, ciphertext_);
  }

 private:
  static constexpr floor::Bytes32 kKey = {1, 2, 3};

  tcp::socket socket_;
  std::vector<uint8_t> plaintext_;
  std::vector<uint8_t> ciphertext_;
};

// Two ends. One echoes everything.
class PlainEcho {
 public:
  explicit PlainEcho(size_t size) {
    tcp::acceptor acceptor(context_, {asio::ip::address_v4::loopback(), 0});
    tcp::socket socket(context_);
    socket.connect(acceptor.local_endpoint());
    end_.emplace(std::move(socket), size);
    thread_ = std::thread([peer = PlainEnd(acceptor.accept(), size)]() mutable {
      while (peer.Receive() && peer.Send()) {
      }
    });
  }
  ~PlainEcho() {
    end_.reset();
    thread_.join();
  }
  PlainEcho(const PlainEcho&) = delete;
  PlainEcho& operator=(const PlainEcho&) = delete;

  void RoundTrips() {
    for (size_t i = 0; i < kBatch; ++i) {
      Require(end_->Send() && end_->Receive(), "a round trip without ASMTP fails");
    }
  }

 private:
  asio::io_context context_;
  std::optional<PlainEnd> end_;
  std::thread thread_;
};

void BenchRoundTrip(benchmark::State& state, size_t size) {
  const std::vector<uint8_t> plaintext(size, 0x5a);
  OurEcho ours;
  PlainEcho floor(size);
  Pairs pairs(state, kBatch);
  while (pairs.KeepRunning()) {
    pairs.Time({.run = [&] { ours.RoundTrips(plaintext); }}, {.run = [&] { floor.RoundTrips(); }});
  }
  state.counters[kBytesCounter] = static_cast<double>(size);
}

}  // namespace

void RegisterRoundTrip() {
  for (const size_t size : kSizes) {
    Register("round_trip/tcp/" + std::to_string(size),
             [size](benchmark::State& state) { BenchRoundTrip(state, size); });
  }
}

}  // namespace asmtp::bench
