// Connection::Open: drives a session over a link through its handshake.

#include <asio/error.hpp>
#include <asio/write.hpp>
#include <string>
#include <utility>
#include <variant>

#include "core/net/connection.h"
#include "core/net/link.h"

namespace asmtp {
namespace {

// Reads the bytes that have arrived. The end of the stream is not an error here: the session judges
// it.
asio::awaitable<std::error_code> Read(Link& link, Session& session) {
  std::error_code code;
  // A silent peer gets no buffer.
  co_await link.socket().async_wait(asio::ip::tcp::socket::wait_read, Storing(code));
  const MutableByteView room = session.Prepare();
  const size_t size = co_await link.socket().async_read_some(Buffer(room), Storing(code));
  session.Commit(size);
  code = link.Verdict(code);
  if (code != asio::error::eof) co_return code;
  session.FeedEnd();
  co_return std::error_code();
}

// Writes the pending handshake frame of the session, if any.
asio::awaitable<std::error_code> WriteOutput(Link& link, Session& session) {
  const ByteView output = session.TakeOutput();
  std::error_code code;
  if (!output.empty()) co_await asio::async_write(link.socket(), Buffer(output), Storing(code));
  co_return link.Verdict(code);
}

void Decide(Session& session, const StaticPublic& identity, const CheckId& check_id) {
  const bool wanted = !check_id || check_id(identity);
  // The phase is right, so only the session itself can fail, and then it is closed.
  static_cast<void>(wanted ? session.Accept() : session.Refuse());
}

}  // namespace

NetTask<Connection> Connection::Open(std::shared_ptr<Link> link, Session session, CheckId check_id,
                                     asio::ip::tcp::endpoint address) {
  const std::string peer = ToText(address);
  Event event = NeedBytes{};
  while (!std::holds_alternative<Opened>(event)) {
    std::error_code code = co_await WriteOutput(*link, session);
    if (!code) event = session.Next();
    if (const auto* closed = std::get_if<Closed>(&event)) {
      co_return std::unexpected(SessionFailure(closed->reason, NetError::Kind::kHandshake, peer));
    }
    if (const auto* identified = std::get_if<PeerIdentified>(&event)) {
      Decide(session, identified->rs, check_id);
    }
    if (!code && std::holds_alternative<NeedBytes>(event)) code = co_await Read(*link, session);
    if (code) {
      co_return std::unexpected(SystemError(code, NetError::Kind::kHandshakeTimeout, peer));
    }
  }
  link->FinishHandshake();
  SessionHalves halves = *std::move(session).Split();
  const Peer identified{.identity = halves.rs, .address = address, .session_id = halves.session_id};
  ConnectionWriter writer(link, std::move(halves.writer), identified);
  co_return Connection(ConnectionReader(std::move(link), std::move(halves.reader), identified),
                       std::move(writer));
}

}  // namespace asmtp
