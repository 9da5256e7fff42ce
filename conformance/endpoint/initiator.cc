#include "conformance/endpoint/initiator.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

#include "conformance/endpoint/conversation.h"
#include "conformance/endpoint/log.h"
#include "conformance/endpoint/node.h"
#include "core/testing/host_port.h"
#include "core/testing/run.h"

namespace asmtp::endpoint {
namespace {

// The address to connect to and the key to expect there.
struct Target {
  HostPort address;
  StaticPublic peer;
};

asio::awaitable<std::expected<void, Rejection>> Initiate(const Settings& settings, Target target,
                                                         ConnectionEvents events, House& house) {
  auto connection = co_await Connection::Connect(target.address, settings.identity.Clone(),
                                                 target.peer, settings.options);
  if (!connection) co_return std::unexpected(RejectionOf(connection.error()));
  events.Handshake(connection->peer().identity);
  if (settings.mode == Mode::kNode) {
    co_return co_await BeNode(*std::move(connection), settings.gossip_every, events, house);
  }
  if (settings.mode == Mode::kTalk) co_return co_await Talk(*std::move(connection));
  co_return co_await Converse(*std::move(connection), settings.mode, events, house);
}

asio::awaitable<int> Visit(const Settings& settings, Target target, ConnectionEvents events,
                           House& house) {
  const auto finished = co_await Initiate(settings, std::move(target), events, house);
  if (!finished) {
    Log(finished.error().sentence);
    events.Reject(finished.error());
  }
  events.Close();
  co_return finished ? kExitOk : kExitProtocolError;
}

// Reads `CONNECT host:port [KEY]`. The default key is that of the settings.
std::expected<Target, Ending> ParseConnect(const std::string& line, const Settings& settings) {
  std::istringstream words(line);
  std::string verb, address, key, surplus;
  words >> verb >> address >> key >> surplus;
  if (verb != "CONNECT" || address.empty() || !surplus.empty()) {
    return Usage("stdin: expected a line 'CONNECT host:port [KEY]'");
  }
  auto parsed = ParseHostPort(address);
  if (!parsed) return Usage(parsed.error());
  if (key.empty() && settings.peer) return Target{*std::move(parsed), *settings.peer};
  const auto peer = ParsePublicKey(key);
  if (!peer) return std::unexpected(peer.error());
  return Target{*std::move(parsed), *peer};
}

// Begins a connection. An invalid line is reported and skipped.
void Begin(asio::io_context& context, const Settings& settings, EventLog& events, House& house,
           const std::string& line) {
  auto target = ParseConnect(line, settings);
  if (!target) {
    Log(target.error().text);
    return;
  }
  asio::co_spawn(context, Visit(settings, *std::move(target), events.Begin(), house),
                 asio::detached);
}

// Each line begins a connection, whether or not others are open. Ends with the last connection after
// the end of stdin.
int RunPersistent(asio::io_context& context, const Settings& settings, EventLog& events,
                  House& house) {
  auto work = asio::make_work_guard(context);
  std::thread reader([&] {
    for (std::string line; std::getline(std::cin, line);) {
      asio::post(context, [&, line] { Begin(context, settings, events, house, line); });
    }
    work.reset();
  });
  context.run();
  reader.join();
  return kExitOk;
}

}  // namespace

int RunInitiator(const Settings& settings) {
  asio::io_context context(1);
  EventLog events(settings.mode == Mode::kEvents);
  House house(0);
  if (settings.persistent) return RunPersistent(context, settings, events, house);
  return Run(context, Visit(settings, {settings.address, *settings.peer}, events.Begin(), house));
}

}  // namespace asmtp::endpoint
