#include "core/net/testing/raw_peer.h"

#include <poll.h>
#include <sys/socket.h>

#include <asio/write.hpp>
#include <stdexcept>

#include "core/net/testing/background.h"

namespace asmtp {
namespace {

using asio::ip::tcp;

const tcp::endpoint kLoopback(asio::ip::address_v4::loopback(), 0);

bool IsReadable(tcp::socket& socket, std::chrono::milliseconds time) {
  pollfd wait{.fd = socket.native_handle(), .events = POLLIN, .revents = 0};
  return ::poll(&wait, 1, static_cast<int>(time.count())) > 0;
}

bool IsWritable(tcp::socket& socket, std::chrono::milliseconds time) {
  pollfd wait{.fd = socket.native_handle(), .events = POLLOUT, .revents = 0};
  return ::poll(&wait, 1, static_cast<int>(time.count())) > 0;
}

}  // namespace

RawPeer::RawPeer() : context_(std::make_unique<asio::io_context>()), socket_(*context_) {}

RawPeer RawPeer::ConnectTo(const tcp::endpoint& address, const tcp::endpoint& from) {
  RawPeer peer;
  if (from != tcp::endpoint()) {
    peer.socket_.open(from.protocol());
    peer.socket_.bind(from);
  }
  peer.socket_.connect(address);
  return peer;
}

void RawPeer::Write(ByteView bytes) {
  asio::write(socket_, asio::buffer(bytes.data(), bytes.size()));
}

size_t RawPeer::WriteSome(ByteView bytes) {
  const auto size =
      ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  return size < 0 ? 0 : static_cast<size_t>(size);
}

bool RawPeer::WaitUntilWritable(std::chrono::milliseconds time) {
  return IsWritable(socket_, time);
}

std::vector<uint8_t> RawPeer::Read(size_t size) {
  std::vector<uint8_t> bytes(size);
  size_t filled = 0;
  for (std::error_code code; filled < size && !code;) {
    if (!IsReadable(socket_, kPatience)) throw std::runtime_error("RawPeer: nothing to read");
    filled += socket_.read_some(asio::buffer(bytes) + filled, code);
  }
  bytes.resize(filled);
  return bytes;
}

std::vector<uint8_t> RawPeer::ReadToEnd() {
  std::vector<uint8_t> all;
  for (;;) {
    const std::vector<uint8_t> some = Read(4096);
    all.insert(all.end(), some.begin(), some.end());
    if (some.size() < 4096) return all;
  }
}

void RawPeer::Shutdown() { socket_.shutdown(tcp::socket::shutdown_send); }

void RawPeer::Close() { socket_.close(); }

void RawPeer::Reset() {
  socket_.set_option(tcp::socket::linger(true, 0));
  socket_.close();
}

RawListener::RawListener(bool full) : acceptor_(context_) {
  acceptor_.open(tcp::v4());
  acceptor_.bind(kLoopback);
  acceptor_.listen(full ? 0 : 16);
  while (full && (waiting_.empty() || IsWritable(waiting_.back(), std::chrono::milliseconds(50)))) {
    tcp::socket& socket = waiting_.emplace_back(context_, tcp::v4());
    socket.native_non_blocking(true);
    const tcp::endpoint target = address();
    // It must not succeed at once: the queue is full when a connect stays pending.
    static_cast<void>(
        ::connect(socket.native_handle(), target.data(), static_cast<socklen_t>(target.size())));
  }
}

RawPeer RawListener::Accept() {
  RawPeer peer;
  acceptor_.accept(peer.socket_);
  return peer;
}

bool HasIpv6() {
  asio::io_context context;
  tcp::acceptor acceptor(context);
  std::error_code code;
  acceptor.open(tcp::v6(), code);
  if (!code) acceptor.bind(tcp::endpoint(asio::ip::address_v6::loopback(), 0), code);
  return !code;
}

}  // namespace asmtp
