// Connector: finds the addresses of a host and tries each until a handshake succeeds. Internal to
// this folder; the public side is Connection::Connect().
//
//   Connector connector{executor, host, std::move(s), rs, options};
//   auto connection = co_await OnStrand(connector.strand, connector.Run());
#ifndef ASMTP_CORE_NET_CONNECTOR_H_
#define ASMTP_CORE_NET_CONNECTOR_H_

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/strand.hpp>
#include <expected>
#include <vector>

#include "core/net/connection.h"
#include "core/net/error.h"
#include "core/net/options.h"

namespace asmtp {

struct Connector {
  using Addresses = std::vector<asio::ip::tcp::endpoint>;

  // Finds the addresses, and tries each. On the strand.
  asio::awaitable<std::expected<Connection, NetError>> Run();
  // Tries each of `addresses`, of which there is at least one, until one succeeds. On the strand.
  asio::awaitable<std::expected<Connection, NetError>> TryEach(Addresses addresses);

  asio::awaitable<std::expected<Addresses, NetError>> Resolve();
  asio::awaitable<std::expected<Connection, NetError>> Try(asio::ip::tcp::endpoint address);
  NetError Summarize(const std::vector<NetError>& attempts) const;
  NetError Describe(NetError error) const;

  asio::any_io_executor executor;  // the connection will belong to it
  HostPort host;
  StaticKeyPair s;
  StaticPublic rs;
  Options options;
  asio::any_io_executor strand = asio::make_strand(executor);
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_CONNECTOR_H_
