// NetError: why an operation of a listener, a connection attempt or a connection failed.
//
//   const auto connection = co_await Connection::Connect(...);
//   if (!connection) {
//     Log(connection.error().message);        // "cannot connect to ...: Connection refused"
//     if (connection.error().kind == NetError::Kind::kHandshake) ...
//   }
#ifndef ASMTP_CORE_NET_ERROR_H_
#define ASMTP_CORE_NET_ERROR_H_

#include <asio/awaitable.hpp>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/session/error.h"

namespace asmtp {

struct NetError {
  // Sorted by who caused it.
  enum class Kind : uint8_t {
    // The caller.
    kMessageTooLarge,  // the plaintext exceeds the limit of this connection; nothing was sent
    // This machine or the network.
    kListen,          // cannot listen on the address: in use, forbidden, or of another machine
    kResolve,         // the host name has no address
    kConnect,         // no address of the host answers: refused, unreachable
    kConnectTimeout,  // the deadline for resolving and connecting passed
    kConnectionLost,  // an open connection broke
    // The peer.
    kHandshake,         // its handshake is invalid or incomplete; `session` has the reason
    kHandshakeTimeout,  // the deadline for the handshake passed
    kFrame,             // it sent an invalid or incomplete frame; `session` has the reason
    kIdleTimeout,       // it neither sent nor accepted a byte for too long
    kCrowdedOut,        // its network has the most handshakes in progress, and there is a limit
    // Nobody.
    kIdentityRefused,  // check_id refused this initiator
    kPeerClosed,       // the peer closed its side between two frames
    kCancelled,        // cancelled by this side
    kClosed,           // this side has closed the connection
  };

  Kind kind;
  // One sentence with the address, without a full stop.
  std::string message;
  // The error of the session, if the session failed.
  std::optional<SessionError> session = std::nullopt;
  // The error of the system, if a system call failed.
  std::error_code code = {};
};

// An operation of this folder.
template <class T>
using NetTask = asio::awaitable<std::expected<T, NetError>>;

// Returns a short stable name, such as "handshake-timeout".
std::string_view Name(NetError::Kind kind);

// Returns the error of a session that ended. `otherwise` is the kind if the session's error does
// not determine it. The message begins with `peer`.
NetError SessionFailure(SessionError error, NetError::Kind otherwise, std::string_view peer);
// Returns the error of an operation that ended with `code`. `timeout` is the kind for timed_out,
// and `otherwise` the kind if this side did not end the operation.
NetError SystemError(std::error_code code, NetError::Kind timeout, std::string_view peer,
                     NetError::Kind otherwise = NetError::Kind::kConnectionLost);

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_ERROR_H_
