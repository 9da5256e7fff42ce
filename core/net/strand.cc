#include "core/net/strand.h"

#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <utility>

namespace asmtp {

// Handlers may run after the alarm is destroyed, and then find `ring` empty.
struct Alarm::State {
  State(const asio::any_io_executor& strand_in, std::function<void()> ring_in)
      : strand(strand_in), timer(strand_in), ring(std::move(ring_in)) {}

  void Ring(std::error_code why) {
    if (!ring) return;
    reason = why;
    std::exchange(ring, nullptr)();
  }

  asio::any_io_executor strand;
  asio::steady_timer timer;
  std::function<void()> ring;
  std::error_code reason;
};

Alarm::Alarm(const asio::any_io_executor& strand, Limits::Duration limit,
             const std::stop_token& stop, std::function<void()> ring)
    : state_(std::make_shared<State>(strand, std::move(ring))), on_stop_(stop, [state = state_] {
        asio::post(state->strand, [state] { state->Ring(asio::error::operation_aborted); });
      }) {
  if (limit == Limits::Duration::zero()) return;
  state_->timer.expires_after(limit);
  state_->timer.async_wait([state = state_](std::error_code code) {
    if (!code) state->Ring(asio::error::timed_out);
  });
}

Alarm::~Alarm() {
  state_->ring = nullptr;
  state_->timer.cancel();
}

std::error_code Alarm::Verdict(std::error_code code) const {
  return state_->reason ? state_->reason : code;
}

}  // namespace asmtp
