#include "core/net/error.h"

#include <algorithm>
#include <asio/error.hpp>
#include <iterator>
#include <utility>

#include "core/bytes/error_row.h"
#include "core/net/options.h"

namespace asmtp {
namespace {

using Kind = NetError::Kind;

// The sentences are for SystemError(). Other errors have those of the session or of the system.
constexpr ErrorRow<Kind> kRows[] = {
    {Kind::kMessageTooLarge, "message-too-large", ""},
    {Kind::kListen, "listen", ""},
    {Kind::kResolve, "resolve", ""},
    {Kind::kConnect, "connect", ""},
    {Kind::kConnectTimeout, "connect-timeout", "no answer within the connect deadline"},
    {Kind::kConnectionLost, "connection-lost", ""},
    {Kind::kHandshake, "handshake", ""},
    {Kind::kHandshakeTimeout, "handshake-timeout", "no complete handshake within its deadline"},
    {Kind::kFrame, "frame", ""},
    {Kind::kIdleTimeout, "idle-timeout", "no byte was transferred within the idle deadline"},
    {Kind::kCrowdedOut, "crowded-out", "its network has too many handshakes in progress"},
    {Kind::kIdentityRefused, "identity-refused", ""},
    {Kind::kPeerClosed, "peer-closed", ""},
    {Kind::kCancelled, "cancelled", "cancelled by this side"},
    {Kind::kClosed, "closed", "closed by this side"},
};

using SessionRow = std::pair<SessionError, Kind>;

// The errors of a session that are of one kind whenever they come.
constexpr SessionRow kSessionRows[] = {
    {SessionError::kIdentityRefused, Kind::kIdentityRefused},
    {SessionError::kPeerClosed, Kind::kPeerClosed},
    {SessionError::kPlaintextTooLarge, Kind::kMessageTooLarge},
    {SessionError::kClosed, Kind::kClosed},
    {SessionError::kNonceExhausted, Kind::kClosed},
};

std::string Reason(std::error_code code) {
  if (code == asio::error::connection_refused) return "connection refused: nothing listens there";
  if (code == asio::error::address_in_use) {
    return "the port is in use; choose another, or 0 for any free one";
  }
  return code.message();
}

}  // namespace

std::string_view Name(NetError::Kind kind) { return RowOf(kRows, kind).name; }

NetError SessionFailure(SessionError error, Kind otherwise, std::string_view peer) {
  const auto* row = std::ranges::find(kSessionRows, error, &SessionRow::first);
  return {.kind = row == std::end(kSessionRows) ? otherwise : row->second,
          .message = std::string(peer) + ": " + std::string(Describe(error)),
          .session = error};
}

NetError SystemError(std::error_code code, Kind timeout, std::string_view peer, Kind otherwise) {
  Kind kind = otherwise;
  if (code == asio::error::timed_out) kind = timeout;
  if (code == asio::error::operation_aborted) kind = Kind::kCancelled;
  if (code == asio::error::shut_down) kind = Kind::kClosed;
  if (code == asio::error::connection_aborted) kind = Kind::kCrowdedOut;
  const std::string sentence(RowOf(kRows, kind).sentence);
  return {.kind = kind,
          .message = std::string(peer) + ": " + (sentence.empty() ? Reason(code) : sentence),
          .code = code};
}

std::string ToText(const HostPort& address) {
  const bool is_ipv6 = address.host.contains(':');
  return (is_ipv6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::string ToText(const asio::ip::tcp::endpoint& address) {
  return ToText(HostPort{.host = address.address().to_string(), .port = address.port()});
}

}  // namespace asmtp
