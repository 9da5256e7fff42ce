// OnStrand() runs a coroutine on a strand, where it can share objects with other handlers of that
// strand on any number of threads. Alarm ends an operation on the strand when a deadline passes or
// a stop is requested. Internal to this folder.
//
//   auto result = co_await OnStrand(asio::make_strand(executor), Accept(state));
//
//   Alarm alarm(strand, limits.connect, stop, [&] { socket.close(ignored); });
//   co_await socket.async_connect(address, redirect_error(use_awaitable, code));
//   code = alarm.Verdict(code);                            // timed_out, operation_aborted, or code
#ifndef ASMTP_CORE_NET_STRAND_H_
#define ASMTP_CORE_NET_STRAND_H_

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <system_error>
#include <utility>

#include "core/net/options.h"

namespace asmtp {

template <class T>
asio::awaitable<void> StoreResult(asio::awaitable<T> task, std::optional<T>& result) {
  result.emplace(co_await std::move(task));
}

// Returns the result of `task`. (co_spawn() alone requires a default-constructible T.)
template <class T>
asio::awaitable<T> OnStrand(asio::any_io_executor strand, asio::awaitable<T> task) {
  std::optional<T> result;
  co_await asio::co_spawn(strand, StoreResult(std::move(task), result), asio::use_awaitable);
  co_return *std::move(result);
}

// Must be created and destroyed on the strand.
class Alarm {
 public:
  // `ring` is called on the strand, at most once, and never after this object is destroyed.
  Alarm(const asio::any_io_executor& strand, Limits::Duration limit, const std::stop_token& stop,
        std::function<void()> ring);
  ~Alarm();

  // Returns the reason for which `ring` was called, or `code` if it was not.
  std::error_code Verdict(std::error_code code) const;

 private:
  struct State;

  std::shared_ptr<State> state_;
  std::stop_callback<std::function<void()>> on_stop_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_STRAND_H_
