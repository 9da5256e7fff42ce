// Pacer: lets coroutines go on at a rate.
//
//   Pacer pacer(context.get_executor(), std::chrono::milliseconds(10));
//   co_await pacer.Wait();                            // of all waiters, one every 10 ms
#ifndef ASMTP_CONFORMANCE_SOAK_PACER_H_
#define ASMTP_CONFORMANCE_SOAK_PACER_H_

#include <algorithm>
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>

namespace asmtp::soak {

// For one thread.
class Pacer {
 public:
  using Clock = std::chrono::steady_clock;

  Pacer(const asio::any_io_executor& executor, Clock::duration every)
      : executor_(executor), every_(every) {}

  asio::awaitable<void> Wait() {
    next_ = std::max(next_ + every_, Clock::now());
    asio::steady_timer timer(executor_, next_);
    co_await timer.async_wait(asio::use_awaitable);
  }

 private:
  asio::any_io_executor executor_;
  Clock::duration every_;
  Clock::time_point next_{};
};

}  // namespace asmtp::soak

#endif  // ASMTP_CONFORMANCE_SOAK_PACER_H_
