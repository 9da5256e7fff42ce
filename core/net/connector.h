// Connector: resolves a host and tries its addresses until a handshake succeeds. Internal to this
// folder; the public function is Connection::Connect().
//
//   Connector connector{host, std::move(s), rs, options};
//   auto connection = co_await connector.TryEach(addresses);
#ifndef ASMTP_CORE_NET_CONNECTOR_H_
#define ASMTP_CORE_NET_CONNECTOR_H_

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <expected>
#include <vector>

#include "core/net/connection.h"
#include "core/net/error.h"
#include "core/net/options.h"

namespace asmtp {

struct Connector {
  using Addresses = std::vector<asio::ip::tcp::endpoint>;

  // Finds the addresses. On a strand.
  NetTask<Addresses> Resolve() const;
  // Tries each of `addresses`, of which there is at least one, until one succeeds.
  NetTask<Connection> TryEach(Addresses addresses) const;

  NetTask<Connection> Try(asio::ip::tcp::endpoint address) const;
  NetError Summarize(const std::vector<NetError>& attempts) const;
  NetError Describe(NetError error) const;

  HostPort host;
  StaticKeyPair s;
  StaticPublic rs;
  Options options;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_CONNECTOR_H_
