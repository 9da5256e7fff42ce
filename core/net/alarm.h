// Alarm: ends what is going on on a strand when a deadline passes or a stop is requested. Internal
// to this folder.
//
//   Alarm alarm(strand, limits.connect, stop, [&] { socket.close(ignored); });
//   co_await socket.async_connect(address, redirect_error(use_awaitable, code));
//   code = alarm.Verdict(code);                            // timed_out, operation_aborted, or code
//
// Lives and dies on the strand.
#ifndef ASMTP_CORE_NET_ALARM_H_
#define ASMTP_CORE_NET_ALARM_H_

#include <asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <stop_token>
#include <system_error>

#include "core/net/options.h"

namespace asmtp {

class Alarm {
 public:
  // `ring` is called on the strand, once or not at all, and never after this object is gone.
  Alarm(const asio::any_io_executor& strand, Limits::Duration limit, const std::stop_token& stop,
        std::function<void()> ring);
  ~Alarm();
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  // Returns why it rang, or else `code`.
  std::error_code Verdict(std::error_code code) const;

 private:
  struct State;

  std::shared_ptr<State> state_;
  std::stop_callback<std::function<void()>> on_stop_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_ALARM_H_
