#include "core/net/address.h"

#include <charconv>
#include <memory>

namespace asmtp {
namespace {

bool ParsePort(std::string_view text, uint16_t* port) {
  const char* const end = std::to_address(text.end());
  const auto [rest, error] = std::from_chars(std::to_address(text.begin()), end, *port);
  return error == std::errc() && rest == end;
}

}  // namespace

std::expected<HostPort, NetError> ParseHostPort(std::string_view text) {
  const size_t colon = text.rfind(':');
  HostPort address;
  std::string_view host = text.substr(0, colon == text.npos ? 0 : colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!bracketed && host.contains(':')) ||
      !ParsePort(text.substr(colon + 1), &address.port)) {
    return std::unexpected(NetError{
        .kind = NetError::Kind::kBadAddress,
        .message = "'" + std::string(text) +
                   "' is not an address: expected host:port, such as 127.0.0.1:4343 or [::1]:0"});
  }
  address.host = host;
  return address;
}

std::string ToText(const HostPort& address) {
  const bool is_ipv6 = address.host.contains(':');
  return (is_ipv6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::string ToText(const asio::ip::tcp::endpoint& address) {
  return ToText(HostPort{.host = address.address().to_string(), .port = address.port()});
}

}  // namespace asmtp
