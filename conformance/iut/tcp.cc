#include "conformance/iut/tcp.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "conformance/iut/receive_queue.h"
#include "conformance/iut/shortage.h"
#include "conformance/iut/socket_address.h"
#include "conformance/transcript/read_file.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

// Sends each piece at once, because a case may depend on where the stream is cut.
void SetNoDelay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

// Where the kernel lets this buffer grow to tens of MiB, no IUT would notice a runner that does not
// read.
void BoundReceiveBuffer(int socket) {
  const int bytes = 256 << 10;
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

class TcpChannel : public Channel {
 public:
  explicit TcpChannel(FileDescriptor socket) : socket_(std::move(socket)) {
    SetNoDelay(socket_.get());
    BoundReceiveBuffer(socket_.get());
  }

  // Reads while it writes; otherwise an IUT whose answers fill the socket would deadlock.
  void Send(ByteView bytes, Deadline deadline) override {
    while (!bytes.empty() && !broken_ && !IsInterrupted()) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent > 0) {
        bytes = bytes.subspan(static_cast<size_t>(sent));
        continue;
      }
      if (sent < 0 && errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) {
        broken_ = true;  // the reason shows on reading
        return;
      }
      const bool reads = arrived_.size() < kArrivedMax && !end_;
      const short ready = WaitFor(socket_.get(), reads ? POLLIN | POLLOUT : POLLOUT, deadline);
      if (ready == 0) return;
      if ((ready & POLLIN) != 0 && !Read()) broken_ = true;
    }
  }

  size_t SendUnread(ByteView bytes, Deadline deadline) override {
    size_t total = 0;
    while (total < bytes.size() && !broken_ && !IsInterrupted()) {
      const ByteView rest = bytes.subspan(total);
      const ssize_t sent = ::send(socket_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
      if (sent > 0) {
        total += static_cast<size_t>(sent);
        continue;
      }
      if (sent < 0 && errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) {
        broken_ = true;  // the reason shows on reading
      } else if (WaitFor(socket_.get(), POLLOUT, deadline) == 0) {
        break;
      }
    }
    return total;
  }

  void Rest(Deadline deadline) override { WaitFor(socket_.get(), 0, deadline); }

  void AwaitRead(Deadline deadline) override {
    while (Clock::now() < deadline && !IsInterrupted()) {
      const auto unread = UnreadByPeer(socket_.get());
      if (!unread || *unread == 0) return;
      // Bytes that arrive show that the IUT is running, so look again at once.
      const short ready = arrived_.size() < kArrivedMax ? POLLIN : 0;
      if (WaitFor(socket_.get(), ready, std::min(deadline, Clock::now() + kLook)) != 0) {
        Read();
        if (end_) return;
      }
    }
  }

  // A closed socket answers every byte with a reset.
  bool StopsReading(Deadline deadline) override {
    static constexpr std::array<uint8_t, 1> kByte = {0};
    do {
      if (end_ == Arrival::Kind::kRst || broken_) return true;
      if (::send(socket_.get(), kByte.data(), kByte.size(), MSG_NOSIGNAL) < 0 && errno != EAGAIN &&
          errno != EINTR) {
        return true;
      }
      WaitFor(socket_.get(), 0, std::min(deadline, Clock::now() + kNextByte));
    } while (Clock::now() < deadline && !IsInterrupted());
    return false;
  }

  Arrival Receive(Deadline deadline) override {
    if (IsInterrupted() || !MayRead(deadline)) return {};
    while (arrived_.empty() && !end_) {
      if (Read()) continue;
      if (end_) break;
      if (WaitFor(socket_.get(), POLLIN, deadline) == 0) return {};
    }
    if (!arrived_.empty()) {
      return {.kind = Arrival::Kind::kBytes, .bytes = std::exchange(arrived_, {})};
    }
    return {.kind = *end_, .bytes = {}};
  }

  void Shutdown() override { ::shutdown(socket_.get(), SHUT_WR); }

  // Without the cork, the answer to the first bytes would turn the end into a reset.
  void Leave(ByteView last, Deadline deadline) override {
    const int on = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_CORK, &on, sizeof(on));
    Send(last, deadline);
    socket_.Close();
    end_ = Arrival::Kind::kFin;
  }

  void Reset() override {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    socket_.Close();
    end_ = Arrival::Kind::kRst;
  }

 private:
  // Between two looks at the IUT's receive queue, and between two bytes to a socket that may be
  // closed.
  static constexpr std::chrono::milliseconds kLook{1};
  static constexpr std::chrono::milliseconds kNextByte{5};

  // An IUT that never stops sending must not move a deadline. After it, only the bytes that were
  // there when it had passed are still read.
  bool MayRead(Deadline deadline) {
    if (Clock::now() < deadline) return true;
    if (late_ != deadline) {
      int there = 0;
      ::ioctl(socket_.get(), FIONREAD, &there);
      late_ = deadline;
      late_rest_ = std::max<size_t>(static_cast<size_t>(std::max(there, 0)), 1);
    }
    const bool may = late_rest_ > 0 || !arrived_.empty();
    late_rest_ -= std::min(late_rest_, kPiece);
    return may;
  }

  // Reads the available bytes. Returns whether there were any.
  bool Read() {
    std::array<char, kPiece> buffer;
    const ssize_t size = ReceiveSome(socket_.get(), buffer);
    if (size > 0) {
      arrived_.insert(arrived_.end(), buffer.begin(), buffer.begin() + size);
      return true;
    }
    if (size == 0) {
      end_ = Arrival::Kind::kFin;
    } else if (errno != EAGAIN && errno != EWOULDBLOCK) {
      end_ = Arrival::Kind::kRst;
    }
    return false;
  }

  static constexpr size_t kPiece = size_t{16} << 10;
  // While the runner sends, an IUT may answer this much ahead.
  static constexpr size_t kArrivedMax = kFrameAnswerMax;

  FileDescriptor socket_;
  Bytes arrived_;
  Deadline late_;         // the last deadline that had passed at a Receive()
  size_t late_rest_ = 0;  // bytes that may still be read for it
  std::optional<Arrival::Kind> end_;
  bool broken_ = false;  // nothing more can be sent
};

// The runner's side of a stream failed, perhaps for lack of descriptors or ports.
std::string OwnError(const std::string& what) {
  const int error = errno;
  NoteShortage(error);
  return what + ": " + std::generic_category().message(error);
}

// Finishes a pending connect. Returns "" or an error.
std::string FinishConnect(int socket, Deadline deadline) {
  if (WaitFor(socket, POLLOUT, deadline) == 0) return "no answer";
  int error = 0;
  socklen_t size = sizeof(error);
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  return error == 0 ? "" : std::generic_category().message(error);
}

// Where Linux looks for a free port by default. Its look passes over every port in TIME_WAIT, which
// takes a millisecond after thousands of sessions; a guess takes microseconds.
constexpr uint16_t kFirstPort = 32768;
constexpr uint32_t kPorts = 60999 - kFirstPort + 1;
constexpr int kGuesses = 32;

// Returns nothing, and errno, on failure.
FileDescriptor ListenOn(const SocketAddress& address) {
  FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  if (::bind(socket.get(), address.get(), address.size()) != 0 || ::listen(socket.get(), 64) != 0) {
    const int error = errno;
    socket.Close();
    errno = error;
  }
  return socket;
}

}  // namespace

OrError ConnectTcp(const std::string& address, Deadline deadline) {
  const std::string what = "cannot connect to " + address;
  if (IsInterrupted()) return std::unexpected(what + ": interrupted");
  const auto to = SocketAddress::Parse(address);
  if (!to) return std::unexpected(what + ": " + to.error());
  FileDescriptor socket(::socket(to->family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return std::unexpected(OwnError(what));
  if (::connect(socket.get(), to->get(), to->size()) != 0) {
    if (errno != EINPROGRESS) return std::unexpected(OwnError(what));
    const std::string error = FinishConnect(socket.get(), deadline);
    if (!error.empty()) return std::unexpected(what + ": " + error);
  }
  return std::make_unique<TcpChannel>(std::move(socket));
}

std::expected<TcpListener, std::string> TcpListener::On(const std::string& address) {
  const std::string what = "cannot listen on " + address;
  const auto own = SocketAddress::Parse(address);
  if (!own) return std::unexpected(what + ": " + own.error());
  FileDescriptor socket;
  const bool any_port = own->family() != AF_UNIX && own->port() == 0;
  for (int guess = 0; any_port && !socket && guess < kGuesses; ++guess) {
    socket =
        ListenOn(own->WithPort(static_cast<uint16_t>(kFirstPort + ::arc4random_uniform(kPorts))));
  }
  if (!socket) socket = ListenOn(*own);
  if (!socket) return std::unexpected(OwnError(what));
  const SocketAddress bound = SocketAddress::Of(socket.get());
  return TcpListener(std::move(socket), bound.ToText(), bound.path());
}

TcpListener::~TcpListener() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

std::unique_ptr<Channel> TcpListener::Accept(Deadline deadline, int other) {
  std::array<pollfd, 3> fds = {pollfd{socket_.get(), POLLIN, 0}, pollfd{other, POLLIN, 0},
                               pollfd{InterruptFd(), POLLIN, 0}};
  while (::poll(fds.data(), fds.size(), PollTimeout(deadline)) < 0 && errno == EINTR) {
  }
  if (fds[0].revents == 0) return nullptr;
  FileDescriptor accepted(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!accepted) {
    NoteShortage(errno);
    return nullptr;
  }
  return std::make_unique<TcpChannel>(std::move(accepted));
}

}  // namespace asmtp::conformance
