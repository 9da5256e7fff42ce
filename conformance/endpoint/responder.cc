#include "conformance/endpoint/responder.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/redirect_error.hpp>
#include <asio/signal_set.hpp>
#include <asio/use_awaitable.hpp>
#include <csignal>
#include <memory>
#include <utility>

#include "conformance/cli/file_limit.h"
#include "conformance/endpoint/conversation.h"
#include "conformance/endpoint/log.h"
#include "conformance/endpoint/node.h"
#include "core/net/listener.h"

namespace asmtp::endpoint {
namespace {

CheckId CheckIdOf(const Settings& settings) {
  if (!settings.peer) return nullptr;
  return [wanted = *settings.peer](const StaticPublic& identity) { return identity == wanted; };
}

// Accepts who has no session yet, and puts the session's place among the open ones into `place`.
CheckId EnterIfWanted(const Settings& settings, const std::shared_ptr<OpenIdentities>& open,
                      std::shared_ptr<void>& place) {
  return [&place, open, wanted = CheckIdOf(settings)](const StaticPublic& identity) {
    if (wanted && !wanted(identity)) return false;
    place = open->Enter(identity);
    return place != nullptr;
  };
}

asio::awaitable<std::expected<void, Rejection>> RespondAsNode(Accepting accepting,
                                                              const Settings& settings,
                                                              ConnectionEvents events,
                                                              House& house) {
  static const auto kOpen = std::make_shared<OpenIdentities>();
  std::shared_ptr<void> place;
  auto connection = co_await std::move(accepting).Handshake(settings.identity.Clone(),
                                                            EnterIfWanted(settings, kOpen, place));
  if (!connection) co_return std::unexpected(RejectionOf(connection.error()));
  events.Handshake(connection->peer().identity);
  co_return co_await BeNode(*std::move(connection), settings.gossip_every, events, house);
}

asio::awaitable<std::expected<void, Rejection>> Respond(Accepting accepting,
                                                        const Settings& settings,
                                                        ConnectionEvents events, House& house) {
  if (settings.mode == Mode::kNode) {
    co_return co_await RespondAsNode(std::move(accepting), settings, events, house);
  }
  auto connection =
      co_await std::move(accepting).Handshake(settings.identity.Clone(), CheckIdOf(settings));
  if (!connection) co_return std::unexpected(RejectionOf(connection.error()));
  events.Handshake(connection->peer().identity);
  co_return co_await Converse(*std::move(connection), settings.mode, events, house);
}

asio::awaitable<void> Serve(Accepting accepting, const Settings& settings, ConnectionEvents events,
                            House& house) {
  const auto finished = co_await Respond(std::move(accepting), settings, events, house);
  if (!finished) {
    Log(finished.error().sentence);
    events.Reject(finished.error());
  }
  events.Close();
}

asio::awaitable<void> AcceptAll(asio::io_context& context, Listener& listener,
                                const Settings& settings, House& house, int& status) {
  EventLog events(settings.mode == Mode::kEvents);
  for (;;) {
    auto accepting = co_await listener.Accept();
    if (!accepting) {
      Log(accepting.error().message);
      status = kExitUsage;
      context.stop();
      co_return;
    }
    asio::co_spawn(context, Serve(*std::move(accepting), settings, events.Begin(), house),
                   asio::detached);
  }
}

// The descriptors for connections: handshakes have at most three quarters, and sessions the rest.
struct Shares {
  size_t handshakes;
  size_t sessions;
};

size_t AtMost(size_t most, size_t wanted) { return wanted == 0 ? most : std::min(most, wanted); }

Shares DivideDescriptors(const Settings& settings) {
  constexpr size_t kOwnDescriptors = 32;  // of the program itself
  const size_t all = std::max(cli::FileLimit(), kOwnDescriptors + 2) - kOwnDescriptors;
  const size_t handshakes = AtMost(all / 4 * 3, settings.options.handshakes_max);
  return {.handshakes = handshakes, .sessions = AtMost(all - handshakes, settings.sessions_max)};
}

// Stops the context when stdin ends. A stdin that is neither a pipe nor a terminal counts as ended.
asio::awaitable<void> StopAtEndOfInput(asio::io_context& context) {
  asio::posix::stream_descriptor input(context);
  std::error_code code;
  input.assign(::dup(STDIN_FILENO), code);
  std::array<char, 256> ignored;
  while (!code) {
    co_await input.async_read_some(asio::buffer(ignored),
                                   asio::redirect_error(asio::use_awaitable, code));
  }
  context.stop();
}

}  // namespace

int RunResponder(const Settings& settings) {
  asio::io_context context(1);
  const Shares shares = DivideDescriptors(settings);
  Options options = settings.options;
  options.handshakes_max = shares.handshakes;
  auto listener = Listener::Listen(context.get_executor(), settings.address, options);
  if (!listener) {
    Log(listener.error().message);
    return kExitUsage;
  }
  House house(shares.sessions);
  int status = kExitOk;
  asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&context](std::error_code, int) { context.stop(); });
  if (settings.until_eof) asio::co_spawn(context, StopAtEndOfInput(context), asio::detached);
  asio::co_spawn(context, AcceptAll(context, *listener, settings, house, status), asio::detached);
  PrintLine("LISTEN " + ToText(listener->local_address()));
  context.run();
  return status;
}

}  // namespace asmtp::endpoint
