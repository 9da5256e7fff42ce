#include "conformance/iut/tcp.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <utility>

namespace asmtp::conformance {
namespace {

// Pieces leave when they are written: a case may depend on where the stream is cut.
void SetNoDelay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

class TcpChannel : public Channel {
 public:
  explicit TcpChannel(FileDescriptor socket) : socket_(std::move(socket)) {
    SetNoDelay(socket_.get());
  }

  // Reads while it writes, so that an IUT that answers more than the socket holds is not stuck.
  void Send(ByteView bytes, Deadline deadline) override {
    while (!bytes.empty() && !broken_) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent > 0) {
        bytes = bytes.subspan(static_cast<size_t>(sent));
        continue;
      }
      if (sent < 0 && errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) {
        broken_ = true;  // the reason shows when it is read
        return;
      }
      const short ready = WaitFor(socket_.get(), POLLIN | POLLOUT, deadline);
      if (ready == 0) return;
      if ((ready & POLLIN) != 0 && !ReadSome()) broken_ = true;
    }
  }

  Arrival Receive(Deadline deadline) override {
    while (arrived_.empty() && !end_) {
      if (ReadSome()) continue;
      if (end_) break;
      if (WaitFor(socket_.get(), POLLIN, deadline) == 0) return {};
    }
    if (!arrived_.empty()) {
      return {.kind = Arrival::Kind::kBytes, .bytes = std::exchange(arrived_, {})};
    }
    return {.kind = *end_, .bytes = {}};
  }

  void Shutdown() override { ::shutdown(socket_.get(), SHUT_WR); }

  void Reset() override {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    socket_.Close();
    end_ = Arrival::Kind::kRst;
  }

 private:
  // Takes what has arrived. Returns whether that was anything but an end.
  bool ReadSome() {
    std::array<uint8_t, 16 * 1024> buffer;
    const ssize_t size = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size > 0) {
      arrived_.insert(arrived_.end(), buffer.begin(), buffer.begin() + size);
      return true;
    }
    if (size == 0) {
      end_ = Arrival::Kind::kFin;
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
      end_ = Arrival::Kind::kRst;
    }
    return false;
  }

  FileDescriptor socket_;
  Bytes arrived_;
  std::optional<Arrival::Kind> end_;
  bool broken_ = false;  // nothing more can be sent
};

struct AddressList {
  ~AddressList() {
    if (first != nullptr) ::freeaddrinfo(first);
  }
  addrinfo* first = nullptr;
};

// Cuts "host:port" or "[host]:port".
std::pair<std::string, std::string> CutAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) return {address, ""};
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return {host, address.substr(colon + 1)};
}

// Finishes a connect that has begun. Returns "" or what went wrong.
std::string FinishConnect(int socket, Deadline deadline) {
  if (WaitFor(socket, POLLOUT, deadline) == 0) return "nobody answers";
  int error = 0;
  socklen_t size = sizeof(error);
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error == 0 ? "" : std::generic_category().message(error);
}

}  // namespace

OrError ConnectTcp(const std::string& address, Deadline deadline) {
  const std::string what = "cannot connect to " + address;
  const auto [host, port] = CutAddress(address);
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  AddressList list;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &list.first) != 0) {
    return std::unexpected(what + ": this is no numeric host:port");
  }
  const addrinfo& to = *list.first;
  FileDescriptor socket(::socket(to.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return std::unexpected(ErrorText(what));
  if (::connect(socket.get(), to.ai_addr, to.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return std::unexpected(ErrorText(what));
    const std::string error = FinishConnect(socket.get(), deadline);
    if (!error.empty()) return std::unexpected(what + ": " + error);
  }
  return std::make_unique<TcpChannel>(std::move(socket));
}

std::expected<TcpListener, std::string> TcpListener::OnLoopback() {
  const std::string what = "cannot listen on 127.0.0.1";
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return std::unexpected(ErrorText(what));
  sockaddr_in own{};
  own.sin_family = AF_INET;
  own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&own);
  socklen_t size = sizeof(own);
  if (::bind(socket.get(), generic, size) != 0 || ::listen(socket.get(), 16) != 0 ||
      ::getsockname(socket.get(), generic, &size) != 0) {
    return std::unexpected(ErrorText(what));
  }
  std::string address = "127.0.0.1:" + std::to_string(ntohs(own.sin_port));
  return TcpListener(std::move(socket), std::move(address));
}

std::unique_ptr<Channel> TcpListener::Accept(Deadline deadline, int other) {
  std::array<pollfd, 3> fds = {pollfd{socket_.get(), POLLIN, 0}, pollfd{other, POLLIN, 0},
                               pollfd{InterruptFd(), POLLIN, 0}};
  while (::poll(fds.data(), fds.size(), PollTimeout(deadline)) < 0 && errno == EINTR) {
  }
  if (fds[0].revents == 0) return nullptr;
  FileDescriptor accepted(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!accepted) return nullptr;
  return std::make_unique<TcpChannel>(std::move(accepted));
}

}  // namespace asmtp::conformance
