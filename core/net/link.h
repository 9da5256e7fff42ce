// Link: the TCP socket that two halves share, its deadlines, and a way to end it from any thread.
// Internal to this folder.
//
//   auto link = std::make_shared<Link>(std::move(socket), options);
//   link->SetDeadline(options.limits.handshake);
//   size_t n = co_await link->socket().async_read_some(room, Storing(ec));
//   if (ec = link->Verdict(ec)) ...                               // timed_out, operation_aborted
//   link->FinishHandshake();
//   link->StartWaiting(Link::kRead); ... link->StopWaiting(Link::kRead);
//
// To end a link is to shut its socket down: Linux lets any thread do that while others connect, read
// and write, and all find out at once. The socket object itself is only read from once it is here.
#ifndef ASMTP_CORE_NET_LINK_H_
#define ASMTP_CORE_NET_LINK_H_

#include <array>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <system_error>

#include "core/net/options.h"

namespace asmtp {

// Awaits an operation of Asio, and stores its error instead of throwing it.
inline auto Storing(std::error_code& code) {
  return asio::redirect_error(asio::use_awaitable, code);
}
// The bytes of a view, for an operation of Asio.
inline auto Buffer(MutableByteView bytes) { return asio::buffer(bytes.data(), bytes.size()); }
inline auto Buffer(ByteView bytes) { return asio::buffer(bytes.data(), bytes.size()); }

class Link : public std::enable_shared_from_this<Link> {
 public:
  using Clock = std::chrono::steady_clock;
  enum Direction : uint8_t { kRead, kWrite };

  // Returns the time that is `limit` from now; for zero, one that never comes.
  static Clock::time_point After(Limits::Duration limit);

  // Takes over an open socket.
  Link(asio::ip::tcp::socket socket, const Options& options);

  // To connect, and then for one read and one write at a time, each on any thread.
  asio::ip::tcp::socket& socket() { return socket_; }

  // Keeps `place` until the handshake is over, or the link is gone. Called before the handshake.
  void SetPlace(std::shared_ptr<void> place) { place_ = std::move(place); }
  // Replaces the deadline for connecting or the handshake: `limit` from now.
  void SetDeadline(Limits::Duration limit);
  // Ends that deadline. From here on there is the idle limit.
  void FinishHandshake();
  // An operation calls these when it starts and stops waiting for the peer.
  void StartWaiting(Direction direction);
  void StopWaiting(Direction direction);

  // Returns the result of an operation that ended with `code`: the reason why the link was ended
  // (timed_out, operation_aborted, shut_down, connection_aborted), or `code` if it was not ended.
  std::error_code Verdict(std::error_code code) const;

  // Ends both directions of the link. May be called on any thread. The first reason is kept.
  void Cancel() { End(asio::error::operation_aborted); }
  void Fail() { End(asio::error::shut_down); }
  void CrowdOut() { End(asio::error::connection_aborted); }
  // Ends the sending direction. The peer still receives the bytes that were sent.
  void ShutdownWrite() { Shutdown(asio::ip::tcp::socket::shutdown_send); }

 private:
  using Error = asio::error::basic_errors;

  void End(Error reason);
  void Shutdown(asio::ip::tcp::socket::shutdown_type what);
  void WakeAt(Clock::time_point time);
  void OnWake();

  static constexpr Error kRunning = static_cast<Error>(0);
  asio::ip::tcp::socket socket_;
  const Limits::Duration idle_;
  std::shared_ptr<void> place_;
  std::atomic<Error> ending_ = kRunning;
  std::array<std::atomic<Clock::time_point>, 2> deadlines_;
  // Wakes up now and then to compare the deadlines with the clock, so that an operation pays for
  // its deadline with one store. Only OnWake() touches it, on the timer's strand.
  asio::steady_timer timer_;
  // The last member, so it is destroyed first.
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_LINK_H_
