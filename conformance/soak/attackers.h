// Attackers: peers that want to stop the endpoint. Each kind has an address of its own.
//
//   Attackers attackers(target, 10'000);
//   attackers.Run();                                     // on a thread, until Stop()
//
//   127.0.0.2   silent connections: `half_open` at once, opened again when they are closed, at most
//               1,000 a second; and 100 new ones a second
//   127.0.0.3   100 forged initialize frames a second
//   127.0.0.4   100 resets a second, in the middle of an initialize
//   127.0.0.5   20 sessions a second that send a forged frame
//   127.0.0.6   4 sessions that send messages and never read
//   127.0.0.7   4 sessions that send the most expensive message, again and again
#ifndef ASMTP_CONFORMANCE_SOAK_ATTACKERS_H_
#define ASMTP_CONFORMANCE_SOAK_ATTACKERS_H_

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "conformance/soak/pacer.h"
#include "conformance/soak/target.h"
#include "core/session/session.h"

namespace asmtp::soak {

class Attackers {
 public:
  Attackers(const Target& target, size_t half_open);

  void Run() { context_.run(); }
  // On any thread.
  void Stop() { context_.stop(); }
  // The silent connections that are open now.
  size_t silent() const { return silent_; }

 private:
  using Socket = asio::ip::tcp::socket;
  using Attack = asio::awaitable<void> (Attackers::*)(Socket& socket);

  void Spawn(const char* from, Attack attack, Pacer& pacer, size_t count);
  void SpawnAtRate(const char* from, Attack attack, std::chrono::milliseconds every);
  asio::awaitable<void> Repeat(asio::ip::address from, Attack attack, Pacer& pacer);
  asio::awaitable<void> StartAtRate(asio::ip::address from, Attack attack, Pacer& pacer);
  asio::awaitable<void> Once(asio::ip::address from, Attack attack);
  Pacer& NewPacer(std::chrono::milliseconds every);

  asio::awaitable<void> StaySilent(Socket& socket);
  asio::awaitable<void> ForgeInitialize(Socket& socket);
  asio::awaitable<void> Reset(Socket& socket);
  asio::awaitable<void> ForgeFrame(Socket& socket);
  asio::awaitable<void> NeverRead(Socket& socket);
  asio::awaitable<void> SendExpensive(Socket& socket);
  asio::awaitable<std::optional<Session>> Shake(Socket& socket);
  asio::awaitable<bool> Send(Socket& socket, Session& session, ByteView plaintext);

  asio::io_context context_{1};
  Target target_;
  std::vector<std::unique_ptr<Pacer>> pacers_;
  std::vector<uint8_t> expensive_;
  std::atomic<size_t> silent_ = 0;
};

}  // namespace asmtp::soak

#endif  // ASMTP_CONFORMANCE_SOAK_ATTACKERS_H_
