// NetError: why a listener, a connection attempt or a connection did not do what it was asked to.
//
//   const auto connection = co_await Connection::Connect(...);
//   if (!connection) {
//     Log(connection.error().message);        // "cannot connect to ...: Connection refused"
//     if (connection.error().kind == NetError::Kind::kHandshake) ...
//   }
#ifndef ASMTP_CORE_NET_ERROR_H_
#define ASMTP_CORE_NET_ERROR_H_

#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/session/error.h"

namespace asmtp {

struct NetError {
  // Sorted by whose fault it is.
  enum class Kind : uint8_t {
    // The caller's.
    kMessageTooLarge,  // a plaintext that no frame of this connection carries; nothing was sent
    // This machine's or the network's.
    kListen,   // the address cannot be listened on: in use, forbidden, or not of this machine
    kAccept,   // the system hands out no more connections
    kResolve,  // the host name has no address
    kConnect,  // no address of the host answers: refused, unreachable
    kConnectTimeout,  // the deadline for name and connection passed
    kConnectionLost,  // an open connection broke
    // The peer's.
    kHandshake,         // it sent something that is no handshake; `session` says what
    kHandshakeTimeout,  // the deadline for the handshake passed
    kFrame,             // it sent something that is no frame of this session; `session` says what
    kIdleTimeout,       // it neither sent nor took a byte for too long
    // Nobody's.
    kIdentityRefused,  // check_id does not want this initiator
    kPeerClosed,       // the peer has closed its side, between two frames
    kCancelled,        // cancelled by this side
    kClosed,           // this side has closed it before
  };

  Kind kind;
  // One sentence that names the address, without a full stop.
  std::string message;
  // What the session said, if it is the session that failed.
  std::optional<SessionError> session = std::nullopt;
  // What the system said, if it is the system that failed.
  std::error_code code = {};
};

// Returns a short stable name, such as "handshake-timeout".
std::string_view Name(NetError::Kind kind);

// Returns the error of a session that ended; `otherwise` is its kind where the session's error says
// nothing more exact. `peer` begins the sentence: whom it is about.
NetError SessionFailure(SessionError error, NetError::Kind otherwise, std::string_view peer);
// Returns the error of an operation that ended with `code`; `timeout` is the deadline that timed_out
// stands for, and `otherwise` what there is if this side did not end it.
NetError SystemError(std::error_code code, NetError::Kind timeout, std::string_view peer,
                     NetError::Kind otherwise = NetError::Kind::kConnectionLost);

}  // namespace asmtp

#endif  // ASMTP_CORE_NET_ERROR_H_
