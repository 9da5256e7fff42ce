// Run: waits for a coroutine on the calling thread, for sequential tools and tests.
//
//   asio::io_context context;
//   auto connection = Run(context, Connection::Connect(host, std::move(s), rs));
#ifndef ASMTP_CORE_TESTING_RUN_H_
#define ASMTP_CORE_TESTING_RUN_H_

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace asmtp {

template <class T>
asio::awaitable<void> StoreResult(asio::awaitable<T> task, std::optional<T>& result) {
  result.emplace(co_await std::move(task));
}

// Runs `context`, and with it everything else that it has to do, until `task` is done, and returns
// its result or throws its exception. No other thread may be running the context.
template <class T>
T Run(asio::io_context& context, asio::awaitable<T> task) {
  std::optional<T> result;
  std::exception_ptr failure;
  bool done = false;
  asio::co_spawn(context, StoreResult(std::move(task), result), [&](std::exception_ptr thrown) {
    failure = std::move(thrown);
    done = true;
  });
  context.restart();
  while (!done && context.run_one() > 0) {
  }
  if (failure) std::rethrow_exception(failure);
  return *std::move(result);
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_RUN_H_
