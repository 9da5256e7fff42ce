// Listener: waits for peers, and hands out each as an Accepting whose handshake runs on its own.
//
//   auto listener = Listener::Listen(executor, {"127.0.0.1", 0});
//   for (;;) {
//     auto accepting = co_await listener->Accept();
//     if (!accepting) break;
//     co_spawn(executor, Serve(*std::move(accepting)), detached);   // Handshake() in there
//   }
//
// So a slow handshake holds up nobody else.
#ifndef ASMTP_CORE_NET_LISTENER_H_
#define ASMTP_CORE_NET_LISTENER_H_

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <expected>
#include <memory>

#include "core/net/connection.h"
#include "core/net/options.h"

namespace asmtp {

// A peer that has connected and has not proved who it is. Until it has, it costs this object and
// one buffer of 16 KiB. Destroying it closes the connection without a byte.
class Accepting {
 public:
  // Takes over a connected socket; Listener does it. The deadline for the handshake begins here.
  // `place` is let go of when the handshake is over, or this object dies.
  Accepting(asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& remote_address,
            std::shared_ptr<const Options> options, std::shared_ptr<void> place);

  // Performs the handshake as `s`. `check_id` is asked about the initiator before it is answered;
  // without it, everyone is welcome. A peer that is refused, or fails, sees the connection close
  // without a byte. Fails with kHandshake, kHandshakeTimeout, kIdentityRefused, kConnectionLost,
  // kCancelled.
  asio::awaitable<std::expected<Connection, NetError>> Handshake(StaticKeyPair s,
                                                                 CheckId check_id = nullptr) &&;

  const asio::ip::tcp::endpoint& remote_address() const { return remote_address_; }

 private:
  std::shared_ptr<Link> link_;
  asio::ip::tcp::endpoint remote_address_;
  std::shared_ptr<const Options> options_;
};

// When it goes, it closes.
class Listener {
 public:
  // Listens on the first address of `host`; port 0 is any free port. A name is looked up on this
  // thread. Fails with kResolve, kListen. `options` are those of every connection.
  static std::expected<Listener, NetError> Listen(const asio::any_io_executor& executor,
                                                  const HostPort& host, Options options = {});

  // Waits for the next peer. One call at a time. Where the system is out of descriptors or memory
  // it waits until some are free again, and where Options::handshakes_max peers have not finished
  // their handshakes, until one has. Fails with kAccept, kCancelled; then there will be no more
  // peers.
  asio::awaitable<std::expected<Accepting, NetError>> Accept();

  // Stops listening, from any thread: Accept() ends with kCancelled. Connections stay.
  void Close();

  // The address listened on, with the port that the system has chosen.
  const asio::ip::tcp::endpoint& local_address() const;

 private:
  struct State;
  explicit Listener(const std::shared_ptr<State>& state);

  // Closes when it goes.
  std::shared_ptr<State> state_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_LISTENER_H_
