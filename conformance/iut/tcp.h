// Streams over TCP: the Channel of a run.
//
//   auto channel = ConnectTcp("127.0.0.1:4711", deadline);
//   auto listener = TcpListener::OnLoopback();        // a port of its own
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

// Connects to a numeric "host:port" or "[host]:port". Fails with a sentence.
OrError ConnectTcp(const std::string& address, Deadline deadline);

class TcpListener {
 public:
  // Listens on a free port of 127.0.0.1.
  static std::expected<TcpListener, std::string> OnLoopback();

  // Returns "127.0.0.1:PORT".
  const std::string& address() const { return address_; }
  // Waits for a stream; returns null at the deadline, or when `other` becomes readable.
  std::unique_ptr<Channel> Accept(Deadline deadline, int other = -1);

 private:
  TcpListener(FileDescriptor socket, std::string address)
      : socket_(std::move(socket)), address_(std::move(address)) {}

  FileDescriptor socket_;
  std::string address_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_IUT_TCP_H_
