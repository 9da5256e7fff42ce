#include "conformance/iut/socket_address.h"

#include <netdb.h>
#include <sys/un.h>

#include <array>
#include <cstring>

namespace asmtp::conformance {
namespace {

constexpr std::string_view kUnix = "unix:";

struct AddressList {
  ~AddressList() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
  addrinfo* first = nullptr;
};

std::unexpected<std::string> NoAddress(const std::string& text) {
  return std::unexpected(
      "'" + text +
      "' is not an address: expected host:port with a numeric host, [host]:port or unix:/path");
}

}  // namespace

std::expected<SocketAddress, std::string> SocketAddress::Parse(const std::string& text) {
  SocketAddress address;
  if (text.starts_with(kUnix)) {
    sockaddr_un un{};
    un.sun_family = AF_UNIX;
    const std::string path = text.substr(kUnix.size());
    if (path.empty()) return NoAddress(text);
    if (path.size() >= sizeof(un.sun_path)) {
      return std::unexpected("'" + path +
                             "' is too long for the path of a Unix socket: the maximum is " +
                             std::to_string(sizeof(un.sun_path) - 1) + " bytes");
    }
    std::memcpy(un.sun_path, path.data(), path.size());
    std::memcpy(&address.storage_, &un, sizeof(un));
    address.size_ = sizeof(un);
    return address;
  }
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return NoAddress(text);
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  AddressList list;
  if (host.empty() ||
      ::getaddrinfo(host.c_str(), text.substr(colon + 1).c_str(), &hints, &list.first) != 0) {
    return NoAddress(text);
  }
  std::memcpy(&address.storage_, list.first->ai_addr, list.first->ai_addrlen);
  address.size_ = list.first->ai_addrlen;
  return address;
}

SocketAddress SocketAddress::Of(int socket) {
  SocketAddress address;
  address.size_ = sizeof(address.storage_);
  auto* generic = reinterpret_cast<sockaddr*>(&address.storage_);
  if (::getsockname(socket, generic, &address.size_) != 0) address.size_ = 0;
  return address;
}

std::string SocketAddress::path() const {
  if (family() != AF_UNIX) return "";
  sockaddr_un un{};
  std::memcpy(&un, &storage_, sizeof(un));
  return un.sun_path;
}

std::string SocketAddress::ToText() const {
  if (family() == AF_UNIX) return std::string(kUnix) + path();
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (::getnameinfo(get(), size_, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "";
  }
  const std::string name = host.data();
  return (family() == AF_INET6 ? "[" + name + "]" : name) + ":" + port.data();
}

}  // namespace asmtp::conformance
