// GoodClients: keep to the protocol, and measure how long the endpoint takes for them.
//
//   GoodClients clients(target);
//   clients.Run();                                       // on a thread, until Stop()
//   clients.echo.Take().At(0.99)
#ifndef ASMTP_CONFORMANCE_SOAK_GOOD_CLIENTS_H_
#define ASMTP_CONFORMANCE_SOAK_GOOD_CLIENTS_H_

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <atomic>

#include "conformance/soak/latencies.h"
#include "conformance/soak/pacer.h"
#include "conformance/soak/target.h"
#include "core/net/connection.h"

namespace asmtp::soak {

class GoodClients {
 public:
  explicit GoodClients(const Target& target);

  void Run() { context_.run(); }
  // On any thread.
  void Stop() { context_.stop(); }

  Latencies echo;
  Latencies handshake;  // with the connection
  std::atomic<size_t> failures = 0;

 private:
  asio::awaitable<void> EchoForEver();
  asio::awaitable<void> ConnectForEver();
  asio::awaitable<bool> Echo(Connection& connection);
  NetTask<Connection> Connect();

  asio::io_context context_{1};
  Target target_;
  Pacer echoes_;
  Pacer connections_;
};

}  // namespace asmtp::soak

#endif  // ASMTP_CONFORMANCE_SOAK_GOOD_CLIENTS_H_
