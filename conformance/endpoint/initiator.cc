#include "conformance/endpoint/initiator.h"

#include <fmt/format.h>

#include <asio/io_context.hpp>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>

#include "conformance/endpoint/conversation.h"
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
                                                         ConnectionEvents events) {
  auto connection = co_await Connection::Connect(target.address, settings.identity.Clone(),
                                                 target.peer, settings.options);
  if (!connection) co_return std::unexpected(RejectionOf(connection.error()));
  events.Handshake(connection->peer().identity);
  if (settings.mode == Mode::kTalk) co_return co_await Talk(*std::move(connection));
  co_return co_await Converse(*std::move(connection), settings.mode, events);
}

int Visit(asio::io_context& context, const Settings& settings, const Target& target,
          ConnectionEvents events) {
  const auto finished = Run(context, Initiate(settings, target, events));
  if (!finished) {
    fmt::print(stderr, "asmtp-endpoint: {}\n", finished.error().sentence);
    events.Reject(finished.error());
  }
  events.Close();
  return finished ? kExitOk : kExitProtocolError;
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

// An invalid line is reported and skipped.
int RunPersistent(asio::io_context& context, const Settings& settings, EventLog& events) {
  for (std::string line; std::getline(std::cin, line);) {
    const auto target = ParseConnect(line, settings);
    if (target) {
      Visit(context, settings, *target, events.Begin());
    } else {
      fmt::print(stderr, "asmtp-endpoint: {}\n", target.error().text);
    }
  }
  return kExitOk;
}

}  // namespace

int RunInitiator(const Settings& settings) {
  asio::io_context context(1);
  EventLog events(settings.mode == Mode::kEvents);
  if (settings.persistent) return RunPersistent(context, settings, events);
  return Visit(context, settings, {settings.address, *settings.peer}, events.Begin());
}

}  // namespace asmtp::endpoint
