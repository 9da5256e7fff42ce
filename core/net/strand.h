// Runs a coroutine on a strand, so that what it uses may also be used by handlers on that strand,
// whatever threads there are. Internal to this folder.
//
//   auto result = co_await OnStrand(asio::make_strand(executor), Accept(state));
#ifndef ASMTP_CORE_NET_STRAND_H_
#define ASMTP_CORE_NET_STRAND_H_

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/use_awaitable.hpp>
#include <optional>
#include <utility>

namespace asmtp {

template <class T>
asio::awaitable<void> StoreResult(asio::awaitable<T> task, std::optional<T>& result) {
  result.emplace(co_await std::move(task));
}

// Returns the result of `task`. (co_spawn() alone wants a T that can be made from nothing.)
template <class T>
asio::awaitable<T> OnStrand(asio::any_io_executor strand, asio::awaitable<T> task) {
  std::optional<T> result;
  co_await asio::co_spawn(strand, StoreResult(std::move(task), result), asio::use_awaitable);
  co_return *std::move(result);
}

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_STRAND_H_
