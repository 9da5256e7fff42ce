#include "core/net/link.h"

#include <algorithm>
#include <asio/post.hpp>
#include <asio/strand.hpp>

namespace asmtp {
namespace {

constexpr Link::Clock::time_point kNever = Link::Clock::time_point::max();

}  // namespace

// A deadline so far away that it cannot be counted is none.
Link::Clock::time_point Link::After(Limits::Duration limit) {
  if (limit == Limits::Duration::zero()) return kNever;
  const auto now = Clock::now();
  return limit < kNever - now ? now + limit : kNever;
}

Link::Link(asio::ip::tcp::socket socket, const Options& options)
    : socket_(std::move(socket)),
      idle_(options.limits.idle),
      deadlines_{kNever, kNever},
      timer_(asio::make_strand(socket_.get_executor())) {
  std::error_code ignored;  // a socket that has failed already says so at the first operation
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  // Now, because afterwards other threads share the socket.
  socket_.native_non_blocking(true, ignored);
  on_stop_.emplace(options.stop, [this] { Cancel(); });
}

void Link::SetDeadline(Limits::Duration limit) {
  deadlines_[kRead] = After(limit);
  asio::post(timer_.get_executor(), [weak = weak_from_this()] {
    if (const auto link = weak.lock()) link->OnWake();
  });
}

void Link::FinishHandshake() {
  deadlines_[kRead] = kNever;
  place_.reset();
}

void Link::StartWaiting(Direction direction) {
  if (idle_ != Limits::Duration::zero()) deadlines_[direction] = After(idle_);
}

void Link::StopWaiting(Direction direction) {
  if (idle_ != Limits::Duration::zero()) deadlines_[direction] = kNever;
}

std::error_code Link::Verdict(std::error_code code) const {
  const Error ending = ending_;
  return ending == kRunning ? code : std::error_code(ending);
}

void Link::End(Error reason) {
  Error running = kRunning;
  if (!ending_.compare_exchange_strong(running, reason)) return;
  Shutdown(asio::ip::tcp::socket::shutdown_both);
}

void Link::Shutdown(asio::ip::tcp::socket::shutdown_type what) {
  std::error_code ignored;  // fails only if the socket is no longer connected
  socket_.shutdown(what, ignored);
}

void Link::WakeAt(Clock::time_point time) {
  if (time == kNever) return;
  timer_.expires_at(time);
  timer_.async_wait([weak = weak_from_this()](std::error_code code) {
    const auto link = code ? nullptr : weak.lock();
    if (link) link->OnWake();
  });
}

// An idle deadline set after this look is at least one idle limit away, so it is seen in time.
void Link::OnWake() {
  const auto deadline = std::min(deadlines_[kRead].load(), deadlines_[kWrite].load());
  if (Clock::now() >= deadline) return End(asio::error::timed_out);
  WakeAt(std::min(deadline, After(idle_)));
}

}  // namespace asmtp
