#include "core/net/link.h"

#include <algorithm>

namespace asmtp {
namespace {

constexpr Link::Clock::time_point kNever = Link::Clock::time_point::max();

// A deadline so far away that it cannot be counted is none.
Link::Clock::time_point After(Limits::Duration limit) {
  if (limit == Limits::Duration::zero()) return kNever;
  const auto now = Link::Clock::now();
  return limit < kNever - now ? now + limit : kNever;
}

}  // namespace

std::shared_ptr<Link> Link::Make(asio::ip::tcp::socket socket, const Limits& limits,
                                 const std::stop_token& stop, std::shared_ptr<void> place) {
  auto link = std::make_shared<Link>(std::move(socket), limits);
  link->place_ = std::move(place);
  link->WakeAt(std::min(link->EarliestDeadline(), After(limits.idle)));
  if (stop.stop_possible()) link->on_stop_.emplace(stop, [raw = link.get()] { raw->Cancel(); });
  return link;
}

Link::Link(asio::ip::tcp::socket socket, const Limits& limits)
    : socket_(std::move(socket)), limits_(limits), timer_(socket_.get_executor()) {
  deadlines_[kRead] = After(limits.handshake);
  deadlines_[kWrite] = kNever;
  std::error_code ignored;  // a socket that has failed already says so at the first read
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  // Now, because afterwards two threads share the socket.
  socket_.native_non_blocking(true, ignored);
}

void Link::FinishHandshake() {
  deadlines_[kRead] = kNever;
  place_.reset();
}

void Link::StartWaiting(Direction direction) {
  if (limits_.idle != Limits::Duration::zero()) deadlines_[direction] = After(limits_.idle);
}

void Link::StopWaiting(Direction direction) {
  if (limits_.idle != Limits::Duration::zero()) deadlines_[direction] = kNever;
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
  std::error_code ignored;  // not connected any more: shut down enough
  socket_.shutdown(what, ignored);
}

Link::Clock::time_point Link::EarliestDeadline() const {
  return std::min(deadlines_[kRead].load(), deadlines_[kWrite].load());
}

void Link::WakeAt(Clock::time_point time) {
  if (time == kNever) return;
  timer_.expires_at(time);
  timer_.async_wait([weak = weak_from_this()](std::error_code code) {
    const auto link = code ? nullptr : weak.lock();
    if (link) link->OnWake();
  });
}

// A deadline set after this look is at least one idle limit away, so it is seen in time.
void Link::OnWake() {
  const auto deadline = EarliestDeadline();
  if (Clock::now() >= deadline) return End(asio::error::timed_out);
  WakeAt(std::min(deadline, After(limits_.idle)));
}

}  // namespace asmtp
