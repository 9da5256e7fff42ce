// Addresses as people write them.
//
//   const auto address = ParseHostPort("[::1]:4343");       // host "::1", port 4343
//   ParseHostPort("example.org:0")                          // a name; port 0 is a port here
//   ToText(connection.peer().address)                       // "127.0.0.1:4343"
#ifndef ASMTP_CORE_NET_ADDRESS_H_
#define ASMTP_CORE_NET_ADDRESS_H_

#include <asio/ip/tcp.hpp>
#include <expected>
#include <string>
#include <string_view>

#include "core/net/error.h"

namespace asmtp {

struct HostPort {
  std::string host;  // a name, or a numeric address without brackets
  uint16_t port = 0;
};

// Reads `host:port`; an IPv6 address stands in brackets. Fails with kBadAddress.
std::expected<HostPort, NetError> ParseHostPort(std::string_view text);

// Returns `host:port` in the same notation.
std::string ToText(const HostPort& address);
std::string ToText(const asio::ip::tcp::endpoint& address);

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_ADDRESS_H_
