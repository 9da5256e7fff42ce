#include "conformance/iut/socket_address.h"

#include <netdb.h>
#include <sys/eventfd.h>
#include <sys/un.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cstring>
#include <memory>
#include <thread>

#include "conformance/iut/file_descriptor.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

constexpr std::string_view kUnix = "unix:";

struct AddressList {
  ~AddressList() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
  addrinfo* first = nullptr;
};

// A look-up, which cannot be cancelled, in a thread of its own. Alive until both have ended.
struct Lookup {
  void Run(const std::string& host) {
    AddressList list;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list.first);
    std::array<char, NI_MAXHOST> numeric{};
    if (error != 0) {
      why = ::gai_strerror(error);
    } else if (::getnameinfo(list.first->ai_addr, list.first->ai_addrlen, numeric.data(),
                             numeric.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      address = numeric.data();
      if (list.first->ai_family == AF_INET6) address = "[" + address + "]";
    }
    done = true;
    ::eventfd_write(end.get(), 1);
  }

  std::string address;
  std::string why;
  std::atomic<bool> done{false};  // set after the others
  FileDescriptor end{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
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
  const std::string port = text.substr(colon + 1);
  uint16_t number = 0;  // getaddrinfo takes 99999 for 34463
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size()) return NoAddress(text);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  AddressList list;
  if (host.empty() || ::getaddrinfo(host.c_str(), port.c_str(), &hints, &list.first) != 0) {
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

std::expected<std::string, std::string> SocketAddress::Resolve(const std::string& text,
                                                               std::chrono::milliseconds patience) {
  const size_t colon = text.rfind(':');
  const std::string host = text.substr(0, colon == text.npos ? 0 : colon);
  if (Parse(text) || host.empty() || text.starts_with(kUnix) || host.contains(':')) return text;
  auto lookup = std::make_shared<Lookup>();
  std::thread([lookup, host] { lookup->Run(host); }).detach();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!lookup->done && !IsInterrupted() && std::chrono::steady_clock::now() < deadline) {
    WaitFor(lookup->end.get(), POLLIN, deadline);
  }
  if (!lookup->done) return std::unexpected("the name '" + host + "' is not resolved in time");
  if (lookup->address.empty()) {
    return std::unexpected("the name '" + host + "' is not known: " + lookup->why);
  }
  return lookup->address + text.substr(colon);
}

bool SocketAddress::HasHostOf(const SocketAddress& other) const {
  if (family() != other.family() || family() == AF_UNIX) return false;
  const auto host = [](const SocketAddress& address) {
    const std::string text = address.ToText();
    return text.substr(0, text.rfind(':'));
  };
  return host(*this) == host(other);
}

uint16_t SocketAddress::port() const {
  if (family() == AF_UNIX) return 0;
  return ntohs(family() == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_port
                                    : reinterpret_cast<const sockaddr_in*>(&storage_)->sin_port);
}

SocketAddress SocketAddress::WithPort(uint16_t port) const {
  SocketAddress other = *this;
  if (family() == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(&other.storage_)->sin6_port = htons(port);
  } else if (family() == AF_INET) {
    reinterpret_cast<sockaddr_in*>(&other.storage_)->sin_port = htons(port);
  }
  return other;
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
