#include "core/net/connector.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

#include "core/net/link.h"

namespace asmtp {
namespace {

using asio::ip::tcp;
using Kind = NetError::Kind;

// A pending name lookup. The system's resolver cannot be interrupted, so the lookup owns its state
// and may outlive the caller that waited for it.
struct Lookup {
  Lookup(const asio::any_io_executor& strand, Limits::Duration limit)
      : resolver(strand), done(strand, Link::After(limit)) {}

  void Finish(std::error_code result, const tcp::resolver::results_type& entries) {
    code = result;
    for (const auto& entry : entries) addresses.push_back(entry.endpoint());
    done.cancel();
  }

  tcp::resolver resolver;
  asio::steady_timer done;
  std::error_code code = asio::error::timed_out;
  std::vector<tcp::endpoint> addresses;
};

}  // namespace

NetTask<Connection> Connection::Connect(HostPort host, StaticKeyPair s, StaticPublic rs,
                                        Options options) {
  const Connector connector{
      .host = std::move(host), .s = std::move(s), .rs = rs, .options = std::move(options)};
  const auto strand = asio::make_strand(co_await asio::this_coro::executor);
  auto addresses = co_await asio::co_spawn(strand, connector.Resolve(), asio::use_awaitable);
  if (!addresses) co_return std::unexpected(connector.Describe(addresses.error()));
  co_return co_await connector.TryEach(*std::move(addresses));
}

NetTask<Connection> Connector::TryEach(Addresses addresses) const {
  std::vector<NetError> attempts;
  for (const tcp::endpoint& address : addresses) {
    auto connection = co_await Try(address);
    if (connection) co_return connection;
    attempts.push_back(std::move(connection.error()));
    if (attempts.back().kind == Kind::kCancelled) break;
  }
  co_return std::unexpected(Describe(Summarize(attempts)));
}

NetTask<Connector::Addresses> Connector::Resolve() const {
  std::error_code code;
  const auto numeric = asio::ip::make_address(host.host, code);
  if (!code) co_return Addresses{tcp::endpoint(numeric, host.port)};
  const auto lookup =
      std::make_shared<Lookup>(co_await asio::this_coro::executor, options.limits.connect);
  lookup->resolver.async_resolve(
      host.host, std::to_string(host.port), tcp::resolver::numeric_service,
      [lookup](std::error_code result, const auto& entries) { lookup->Finish(result, entries); });
  const std::stop_callback on_stop(options.stop, [lookup] {
    asio::post(lookup->done.get_executor(),
               [lookup] { lookup->Finish(asio::error::operation_aborted, {}); });
  });
  co_await lookup->done.async_wait(Storing(code));
  if (!lookup->code) co_return lookup->addresses;
  co_return std::unexpected(
      SystemError(lookup->code, Kind::kConnectTimeout, host.host, Kind::kResolve));
}

NetTask<Connection> Connector::Try(tcp::endpoint address) const {
  tcp::socket socket(co_await asio::this_coro::executor);
  std::error_code code;
  socket.open(address.protocol(), code);
  const auto link = std::make_shared<Link>(std::move(socket), options);
  link->SetDeadline(options.limits.connect);
  if (!code) {
    co_await link->socket().async_connect(address, Storing(code));
  }
  code = link->Verdict(code);
  if (code) {
    co_return std::unexpected(
        SystemError(code, Kind::kConnectTimeout, ToText(address), Kind::kConnect));
  }
  link->SetDeadline(options.limits.handshake);
  co_return co_await Connection::Open(
      link, Session::Initiator(options.format, s.Clone(), options.ephemeral(s.suite()), rs),
      nullptr, address);
}

// The kinds of error are in the order of the steps, so the largest kind came furthest.
NetError Connector::Summarize(const std::vector<NetError>& attempts) const {
  NetError summary = *std::ranges::max_element(attempts, {}, &NetError::kind);
  summary.message.clear();
  for (const NetError& attempt : attempts) {
    summary.message += (summary.message.empty() ? "" : "; ") + attempt.message;
  }
  return summary;
}

NetError Connector::Describe(NetError error) const {
  const std::string target = ToText(host);
  const bool is_named = error.message.starts_with(target);
  error.message = "cannot connect to " + (is_named ? "" : target + ": ") + error.message;
  return error;
}

}  // namespace asmtp
