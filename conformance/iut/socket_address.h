// SocketAddress: the address of a stream socket, as text and for system calls.
//
//   127.0.0.1:4711     [::1]:0     unix:/run/asmtp.sock
//
//   auto address = SocketAddress::Parse("[::1]:0");
//   ::bind(fd, address->get(), address->size());
#ifndef ASMTP_CONFORMANCE_IUT_SOCKET_ADDRESS_H_
#define ASMTP_CONFORMANCE_IUT_SOCKET_ADDRESS_H_

#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>

namespace asmtp::conformance {

class SocketAddress {
 public:
  // Parses a numeric address; host names are invalid. Fails with a sentence.
  static std::expected<SocketAddress, std::string> Parse(const std::string& text);
  // Returns `text` with a numeric host in place of a host name. Waits for at most `patience`; an
  // interrupt ends the wait. Fails with a sentence. May leave a thread of the resolver behind.
  static std::expected<std::string, std::string> Resolve(const std::string& text,
                                                         std::chrono::milliseconds patience);
  // Returns the address to which a socket is bound.
  static SocketAddress Of(int socket);

  int family() const { return storage_.ss_family; }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t size() const { return size_; }
  // Whether both have the same host, whatever their ports. A Unix socket has none.
  bool HasHostOf(const SocketAddress& other) const;
  // The port, or 0 for a Unix socket.
  uint16_t port() const;
  SocketAddress WithPort(uint16_t port) const;
  // Returns the path of a Unix socket, or "".
  std::string path() const;
  std::string ToText() const;

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_SOCKET_ADDRESS_H_
