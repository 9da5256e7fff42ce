#include "core/testing/host_port.h"

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

std::expected<HostPort, std::string> ParseHostPort(std::string_view text) {
  const size_t colon = text.rfind(':');
  HostPort address;
  std::string_view host = text.substr(0, colon == text.npos ? 0 : colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!bracketed && host.contains(':')) ||
      !ParsePort(text.substr(colon + 1), &address.port)) {
    return std::unexpected(
        "'" + std::string(text) +
        "' is not an address: expected host:port, such as 127.0.0.1:4343 or [::1]:0");
  }
  address.host = host;
  return address;
}

}  // namespace asmtp
