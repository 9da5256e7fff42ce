// Connector: finds the addresses of a host and tries each until a handshake succeeds. Internal to
// this folder; the public side is Connection::Connect().
//
//   Connector connector(executor, strand, host, std::move(s), rs, options);
//   auto connection = co_await connector.Run();             // on the strand
#ifndef ASMTP_CORE_NET_CONNECTOR_H_
#define ASMTP_CORE_NET_CONNECTOR_H_

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <expected>
#include <vector>

#include "core/net/address.h"
#include "core/net/connection.h"
#include "core/net/error.h"
#include "core/net/options.h"

namespace asmtp {

class Connector {
 public:
  // The connection will belong to `executor`; everything before happens on `strand`.
  Connector(asio::any_io_executor executor, asio::any_io_executor strand, HostPort host,
            StaticKeyPair s, const StaticPublic& rs, Options options);

  using Addresses = std::vector<asio::ip::tcp::endpoint>;

  const asio::any_io_executor& strand() const { return strand_; }

  // Finds the addresses, and tries each.
  asio::awaitable<std::expected<Connection, NetError>> Run();
  // Tries each of `addresses`, of which there is at least one, until one succeeds.
  asio::awaitable<std::expected<Connection, NetError>> TryEach(Addresses addresses);

 private:
  asio::awaitable<std::expected<Addresses, NetError>> Resolve();
  asio::awaitable<std::expected<Connection, NetError>> Try(asio::ip::tcp::endpoint address);
  NetError Summarize(const std::vector<NetError>& attempts) const;
  NetError Describe(NetError error) const;

  asio::any_io_executor executor_;
  asio::any_io_executor strand_;
  HostPort host_;
  StaticKeyPair s_;
  StaticPublic rs_;
  Options options_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_CONNECTOR_H_
