// Listener: waits for peers and returns each as an Accepting, whose handshake runs separately.
//
//   auto listener = Listener::Listen(executor, {"127.0.0.1", 0});
//   for (;;) {
//     auto accepting = co_await listener->Accept();
//     if (!accepting) break;
//     co_spawn(executor, Serve(*std::move(accepting)), detached);   // calls Handshake()
//   }
//
// Therefore a slow handshake does not delay other peers.
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

class Crowd;

// A peer that has connected but not yet proved its identity. It costs this object and, from its first
// byte on, one buffer of 16 KiB. Destruction closes the connection without sending a byte.
class Accepting {
 public:
  // Takes over a connected socket and starts the handshake's deadline. Called by Listener. Belongs
  // to `handshakes` until the end of the handshake or of this object.
  Accepting(asio::ip::tcp::socket socket, const asio::ip::tcp::endpoint& remote_address,
            std::shared_ptr<const Options> options, Crowd& handshakes);

  // Performs the handshake with the static key `s`. `check_id` decides on the initiator before the
  // response; without it, everyone is accepted. If the peer fails or is refused, the connection is
  // closed without sending a byte. Fails with kHandshake, kHandshakeTimeout, kIdentityRefused,
  // kConnectionLost, kCancelled, or kCrowdedOut if Options::handshakes_max was reached.
  NetTask<Connection> Handshake(StaticKeyPair s, CheckId check_id = nullptr) &&;

  const asio::ip::tcp::endpoint& remote_address() const { return remote_address_; }

 private:
  std::shared_ptr<Link> link_;
  asio::ip::tcp::endpoint remote_address_;
  std::shared_ptr<const Options> options_;
};

// When it goes, it closes.
class Listener {
 public:
  // Listens on the first address of `host`; port 0 means any free port. Resolves a name on the
  // calling thread and blocks. `options` apply to all connections. Fails with kResolve or kListen.
  static std::expected<Listener, NetError> Listen(const asio::any_io_executor& executor,
                                                  const HostPort& host, Options options = {});

  // Waits for the next peer. One call at a time. If the system is out of descriptors or memory, it
  // waits until some are free again. It skips connections that broke before they were accepted, as
  // accept(2) demands. Fails only with kCancelled; then there will be no more peers.
  NetTask<Accepting> Accept();

  // Stops listening, on any thread. Accept() fails with kCancelled. Open connections continue.
  void Close();

  // The local address, including the port if the system has chosen it.
  const asio::ip::tcp::endpoint& local_address() const;

 private:
  struct State;
  explicit Listener(const std::shared_ptr<State>& state);

  // Closes when it goes.
  std::shared_ptr<State> state_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_LISTENER_H_
