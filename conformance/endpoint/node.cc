#include "conformance/endpoint/node.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>
#include <vector>

#include "core/crypto/secret.h"
#include "core/testing/gossip_builder.h"
#include "core/testing/signing_key.h"

namespace asmtp::endpoint {
namespace {

// A gossip with a signature that verifies, different each time.
std::vector<uint8_t> NextGossip() {
  static uint32_t time = 0;
  static const SigningKey kAuthor = [] {
    ByteArray<32> seed;
    FillRandom(seed);
    return SigningKey::FromSeed(FixedView<32>(seed));
  }();
  return BuildGossip({.time = ++time, .port = 4343, .subscriptions = {{.interest = 1}}}, kAuthor);
}

// The sending half of a session. The coroutine that gossips shares it.
struct Gossiping {
  Gossiping(const asio::any_io_executor& executor, ConnectionWriter half)
      : writer(std::move(half)), next(executor) {}

  ConnectionWriter writer;
  asio::steady_timer next;
  bool over = false;  // the session has ended
};

asio::awaitable<void> Gossip(std::shared_ptr<Gossiping> gossiping, Limits::Duration every) {
  while (!gossiping->over) {
    const std::vector<uint8_t> gossip = NextGossip();
    if (!co_await gossiping->writer.Send(gossip)) co_return;
    if (gossiping->over) co_return;
    gossiping->next.expires_after(every);
    std::error_code code;
    co_await gossiping->next.async_wait(asio::redirect_error(asio::use_awaitable, code));
  }
}

asio::awaitable<std::expected<void, Rejection>> ReceiveAll(ConnectionReader& reader,
                                                           ConnectionEvents events, House& house) {
  std::vector<uint8_t> buffer;
  const auto place =
      house.sessions->Enter(reader.peer().address.address(), [&reader] { reader.Cancel(); });
  for (;; buffer = std::vector<uint8_t>()) {
    const auto plaintext = co_await reader.Receive();
    if (!plaintext && plaintext.error().kind == NetError::Kind::kPeerClosed) {
      co_return std::expected<void, Rejection>();
    }
    if (!plaintext) co_return std::unexpected(RejectionOf(plaintext.error()));
    if (const auto message = co_await house.judges.Judge(*plaintext, buffer); !message) {
      co_return std::unexpected(RejectionOf(message.error(), ToText(reader.peer().address)));
    }
    events.Message(*plaintext);
  }
}

}  // namespace

std::shared_ptr<void> OpenIdentities::Enter(const StaticPublic& identity) {
  const ByteArray<kPublicKeySize> key = identity.bytes();
  if (!here_.insert(key).second) return nullptr;
  return {this, [self = shared_from_this(), key](void*) { self->here_.erase(key); }};
}

asio::awaitable<std::expected<void, Rejection>> BeNode(Connection connection,
                                                       Limits::Duration gossip_every,
                                                       ConnectionEvents events, House& house) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto [reader, writer] = std::move(connection).Split();
  const auto gossiping = std::make_shared<Gossiping>(executor, std::move(writer));
  if (gossip_every.count() != 0) {
    asio::co_spawn(executor, Gossip(gossiping, gossip_every), asio::detached);
  }
  const auto finished = co_await ReceiveAll(reader, events, house);
  // The other coroutine lets go of its half now, which ends the stream.
  gossiping->over = true;
  gossiping->next.cancel();
  if (!finished) reader.Cancel();
  co_return finished;
}

}  // namespace asmtp::endpoint
