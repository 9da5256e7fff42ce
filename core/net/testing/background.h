// Background: an io_context on its own threads, which lets a test read from top to bottom.
//
//   Background background;
//   auto connecting = background.Start(Connection::Connect(...));     // runs in the background
//   auto connection = background.Get(std::move(connecting));          // waits for the result
//   background.Get(connection->Send(plaintext));                      // starts and waits
//
// Get() aborts the test if a coroutine takes longer than kPatience.
#ifndef ASMTP_CORE_NET_TESTING_BACKGROUND_H_
#define ASMTP_CORE_NET_TESTING_BACKGROUND_H_

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace asmtp {

// Longer than any operation that succeeds.
inline constexpr auto kPatience = std::chrono::seconds(20);

class Background {
 public:
  explicit Background(int threads = 1) : work_(context_.get_executor()) {
    for (int i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
  }
  ~Background() {
    context_.stop();
    for (std::thread& thread : threads_) thread.join();
  }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  asio::io_context& context() { return context_; }
  asio::any_io_executor executor() { return context_.get_executor(); }

  template <class T>
  std::future<T> Start(asio::awaitable<T> task) {
    auto promise = std::make_shared<std::promise<T>>();
    std::future<T> result = promise->get_future();
    asio::co_spawn(context_, Fulfil(std::move(task), promise),
                   [](const std::exception_ptr& thrown) {
                     if (thrown) std::rethrow_exception(thrown);
                   });
    return result;
  }

  template <class T>
  T Get(std::future<T> result) {
    if (result.wait_for(kPatience) != std::future_status::ready) {
      std::fputs("a coroutine of this test did not finish in time\n", stderr);
      std::abort();
    }
    return result.get();
  }

  template <class T>
  T Get(asio::awaitable<T> task) {
    return Get(Start(std::move(task)));
  }

 private:
  template <class T>
  static asio::awaitable<void> Fulfil(asio::awaitable<T> task,
                                      std::shared_ptr<std::promise<T>> promise) {
    promise->set_value(co_await std::move(task));
  }

  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::vector<std::thread> threads_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_TESTING_BACKGROUND_H_
