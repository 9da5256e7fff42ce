// Streams over TCP or Unix sockets: the Channel of a run.
//
//   auto channel = ConnectTcp("127.0.0.1:4711", deadline);       // [::1]:4711, unix:/path
//   auto listener = TcpListener::OnLoopback();                   // a free port
//   auto channel = listener->Accept(deadline);
#ifndef ASMTP_CONFORMANCE_IUT_TCP_H_
#define ASMTP_CONFORMANCE_IUT_TCP_H_

#include <memory>
#include <optional>
#include <string>

#include "conformance/iut/file_descriptor.h"
#include "conformance/play/channel.h"

namespace asmtp::conformance {

using OrError = std::expected<std::unique_ptr<Channel>, std::string>;

// Connects to an address in the form of SocketAddress. Fails with a sentence.
OrError ConnectTcp(const std::string& address, Deadline deadline);

class TcpListener {
 public:
  // Listens on a free port of 127.0.0.1.
  static std::expected<TcpListener, std::string> OnLoopback() { return On("127.0.0.1:0"); }
  // Listens on an address in the form of SocketAddress; port 0 chooses a free port. The listener
  // removes the file of a Unix socket.
  static std::expected<TcpListener, std::string> On(const std::string& address);

  TcpListener(TcpListener&& other) noexcept
      : socket_(std::move(other.socket_)),
        address_(std::move(other.address_)),
        path_(std::exchange(other.path_, {})) {}
  TcpListener& operator=(TcpListener&&) = delete;
  ~TcpListener();

  // Returns the address, with its port.
  const std::string& address() const { return address_; }
  // Waits for a stream; returns null at the deadline, or when `other` becomes readable.
  std::unique_ptr<Channel> Accept(Deadline deadline, int other = -1);

 private:
  TcpListener(FileDescriptor socket, std::string address, std::string path)
      : socket_(std::move(socket)), address_(std::move(address)), path_(std::move(path)) {}

  FileDescriptor socket_;
  std::string address_;
  std::string path_;  // of a Unix socket, or ""
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_TCP_H_
