#include "core/net/listener.h"

#include <asio/co_spawn.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/use_awaitable.hpp>
#include <optional>
#include <utility>

#include "core/net/crowd.h"
#include "core/net/link.h"

namespace asmtp {

using asio::ip::tcp;

Accepting::Accepting(tcp::socket socket, const tcp::endpoint& remote_address,
                     std::shared_ptr<const Options> options, Crowd& handshakes)
    : link_(std::make_shared<Link>(std::move(socket), *options)),
      remote_address_(remote_address),
      options_(std::move(options)) {
  link_->SetPlace(handshakes.Enter(remote_address.address(), [weak = std::weak_ptr(link_)] {
    if (const auto alive = weak.lock()) alive->CrowdOut();
  }));
  link_->SetDeadline(options_->limits.handshake);
}

NetTask<Connection> Accepting::Handshake(StaticKeyPair s, CheckId check_id) && {
  EphemeralKeyPair e = options_->ephemeral(s.suite());
  return Connection::Open(std::move(link_),
                          Session::Responder(options_->format, std::move(s), std::move(e)),
                          std::move(check_id), remote_address_);
}

// The acceptor is used only on its strand, because Close() may be called on another thread.
struct Listener::State : std::enable_shared_from_this<State> {
  State(const asio::any_io_executor& executor_in, Options options_in)
      : executor(executor_in),
        acceptor(asio::make_strand(executor)),
        pause(acceptor.get_executor()),
        options(std::make_shared<const Options>(std::move(options_in))) {}

  std::error_code Open(const tcp::endpoint& address);
  void Close();
  NetTask<Accepting> Accept(std::shared_ptr<State> self);
  // On the strand.
  asio::awaitable<std::error_code> WaitForPeer(std::optional<Accepting>& accepted);

  asio::any_io_executor executor;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  tcp::endpoint local_address;
  std::shared_ptr<const Options> options;
  // Those that are not over.
  std::shared_ptr<Crowd> handshakes = std::make_shared<Crowd>(options->handshakes_max);
  // The last member, so it is destroyed first.
  std::optional<std::stop_callback<std::function<void()>>> on_stop;
};

std::error_code Listener::State::Open(const tcp::endpoint& address) {
  std::error_code code;
  acceptor.open(address.protocol(), code);
  if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
  if (!code) acceptor.bind(address, code);
  if (!code) acceptor.listen(tcp::acceptor::max_listen_connections, code);
  if (!code) local_address = acceptor.local_endpoint(code);
  std::error_code ignored;
  if (code) acceptor.close(ignored);
  return code;
}

void Listener::State::Close() {
  asio::post(acceptor.get_executor(), [self = shared_from_this()] {
    std::error_code ignored;
    self->acceptor.close(ignored);
    self->pause.cancel();
  });
}

NetTask<Accepting> Listener::State::Accept(std::shared_ptr<State> /*self: kept alive*/) {
  std::optional<Accepting> accepted;
  const std::error_code code =
      co_await asio::co_spawn(acceptor.get_executor(), WaitForPeer(accepted), asio::use_awaitable);
  if (accepted) co_return *std::move(accepted);
  co_return std::unexpected(
      SystemError(code, NetError::Kind::kCancelled, "listening on " + ToText(local_address)));
}

asio::awaitable<std::error_code> Listener::State::WaitForPeer(std::optional<Accepting>& accepted) {
  std::error_code code;
  for (bool again = false; acceptor.is_open(); again = true) {
    tcp::socket socket(executor);
    tcp::endpoint remote;
    co_await acceptor.async_accept(socket, remote, Storing(code));
    if (!code) {
      accepted.emplace(std::move(socket), remote, options, *handshakes);
      co_return code;
    }
    // Two failures in a row are probably not about one connection, but a shortage of descriptors.
    pause.expires_after(std::chrono::milliseconds(again ? 50 : 0));
    co_await pause.async_wait(Storing(code));
  }
  co_return asio::error::operation_aborted;
}

std::expected<Listener, NetError> Listener::Listen(const asio::any_io_executor& executor,
                                                   const HostPort& host, Options options) {
  const auto fail = [&host](NetError::Kind kind, std::error_code code) {
    return std::unexpected(SystemError(code, kind, "cannot listen on " + ToText(host), kind));
  };
  std::error_code code;
  const auto addresses = tcp::resolver(executor).resolve(host.host, std::to_string(host.port),
                                                         tcp::resolver::numeric_service, code);
  if (code) return fail(NetError::Kind::kResolve, code);
  const auto state = std::make_shared<State>(executor, std::move(options));
  for (const auto& address : addresses) {
    code = state->Open(address.endpoint());
    // The next address is for a machine that lacks the family of this one, and for nothing else.
    if (code != asio::error::address_family_not_supported) break;
  }
  if (code) return fail(NetError::Kind::kListen, code);
  state->on_stop.emplace(state->options->stop, [weak = std::weak_ptr(state)] {
    if (const auto alive = weak.lock()) alive->Close();
  });
  return Listener(state);
}

Listener::Listener(const std::shared_ptr<State>& state)
    : state_(state.get(), [state](State* closing) { closing->Close(); }) {}

NetTask<Accepting> Listener::Accept() { return state_->Accept(state_->shared_from_this()); }

void Listener::Close() { state_->Close(); }

const tcp::endpoint& Listener::local_address() const { return state_->local_address; }

}  // namespace asmtp
