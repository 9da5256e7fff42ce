#include "core/net/listener.h"

#include <asio/co_spawn.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/use_awaitable.hpp>
#include <optional>
#include <utility>

#include "core/net/link.h"

namespace asmtp {
namespace {

using asio::ip::tcp;

// How long to wait for the system to have descriptors or memory again; and, unless it comes sooner,
// for the end of a handshake.
constexpr std::chrono::milliseconds kShortagePause(50);
constexpr std::chrono::hours kFullPause(1);

bool IsShortage(std::error_code code) {
  return code == asio::error::no_descriptors || code == std::errc::too_many_files_open_in_system ||
         code == asio::error::no_buffer_space || code == asio::error::no_memory;
}

}  // namespace

Accepting::Accepting(tcp::socket socket, const tcp::endpoint& remote_address,
                     std::shared_ptr<const Options> options, std::shared_ptr<void> place)
    : link_(std::make_shared<Link>(std::move(socket), *options, std::move(place))),
      remote_address_(remote_address),
      options_(std::move(options)) {
  link_->SetDeadline(options_->limits.handshake);
}

asio::awaitable<std::expected<Connection, NetError>> Accepting::Handshake(StaticKeyPair s,
                                                                          CheckId check_id) && {
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
  // Takes a place for the handshake of one peer. It is free again when the last copy of the pointer
  // is destroyed, on any thread.
  std::shared_ptr<void> TakePlace();
  bool IsFull() const { return options->handshakes_max > 0 && taken >= options->handshakes_max; }
  asio::awaitable<std::expected<Accepting, NetError>> Accept(std::shared_ptr<State> self);
  // On the strand.
  asio::awaitable<std::error_code> WaitForPeer(std::optional<Accepting>& accepted);

  asio::any_io_executor executor;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  tcp::endpoint local_address;
  std::shared_ptr<const Options> options;
  // Handshakes that are not over.
  size_t taken = 0;
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

std::shared_ptr<void> Listener::State::TakePlace() {
  ++taken;
  return {this, [weak = weak_from_this()](State*) {
            const auto alive = weak.lock();
            if (!alive) return;
            asio::post(alive->acceptor.get_executor(), [alive] {
              --alive->taken;
              alive->pause.cancel();
            });
          }};
}

asio::awaitable<std::expected<Accepting, NetError>> Listener::State::Accept(
    std::shared_ptr<State> /*self: kept alive*/) {
  std::optional<Accepting> accepted;
  const std::error_code code =
      co_await asio::co_spawn(acceptor.get_executor(), WaitForPeer(accepted), asio::use_awaitable);
  if (accepted) co_return *std::move(accepted);
  constexpr auto kKind = NetError::Kind::kAccept;
  co_return std::unexpected(
      SystemError(code, kKind, "listening on " + ToText(local_address), kKind));
}

asio::awaitable<std::error_code> Listener::State::WaitForPeer(std::optional<Accepting>& accepted) {
  std::error_code code;
  while (acceptor.is_open()) {
    if (!IsFull()) {
      tcp::socket socket(executor);
      tcp::endpoint remote;
      co_await acceptor.async_accept(socket, remote,
                                     asio::redirect_error(asio::use_awaitable, code));
      if (!code) accepted.emplace(std::move(socket), remote, options, TakePlace());
      if (!IsShortage(code)) co_return code;
    }
    pause.expires_after(IsFull() ? kFullPause : kShortagePause);
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, code));
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

asio::awaitable<std::expected<Accepting, NetError>> Listener::Accept() {
  return state_->Accept(state_->shared_from_this());
}

void Listener::Close() { state_->Close(); }

const tcp::endpoint& Listener::local_address() const { return state_->local_address; }

}  // namespace asmtp
