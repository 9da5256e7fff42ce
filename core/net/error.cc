#include "core/net/error.h"

#include <asio/error.hpp>

namespace asmtp {
namespace {

NetError Make(NetError::Kind kind, SessionError error, std::string_view peer) {
  return {.kind = kind,
          .message = std::string(peer) + ": " + std::string(Describe(error)),
          .session = error};
}

NetError Make(NetError::Kind kind, std::error_code code, std::string_view peer,
              std::string_view sentence) {
  return {.kind = kind, .message = std::string(peer) + ": " + std::string(sentence), .code = code};
}

std::string_view DescribeTimeout(NetError::Kind timeout) {
  switch (timeout) {
    case NetError::Kind::kConnectTimeout:
      return "no answer within the deadline for connecting";
    case NetError::Kind::kHandshakeTimeout:
      return "no handshake within its deadline";
    default:
      return "no byte went through within the idle deadline";
  }
}

}  // namespace

std::string_view Name(NetError::Kind kind) {
  switch (kind) {
    case NetError::Kind::kBadAddress:
      return "bad-address";
    case NetError::Kind::kMessageTooLarge:
      return "message-too-large";
    case NetError::Kind::kListen:
      return "listen";
    case NetError::Kind::kAccept:
      return "accept";
    case NetError::Kind::kResolve:
      return "resolve";
    case NetError::Kind::kConnect:
      return "connect";
    case NetError::Kind::kConnectTimeout:
      return "connect-timeout";
    case NetError::Kind::kConnectionLost:
      return "connection-lost";
    case NetError::Kind::kHandshake:
      return "handshake";
    case NetError::Kind::kHandshakeTimeout:
      return "handshake-timeout";
    case NetError::Kind::kFrame:
      return "frame";
    case NetError::Kind::kIdleTimeout:
      return "idle-timeout";
    case NetError::Kind::kIdentityRefused:
      return "identity-refused";
    case NetError::Kind::kPeerClosed:
      return "peer-closed";
    case NetError::Kind::kCancelled:
      return "cancelled";
    case NetError::Kind::kClosed:
      return "closed";
  }
  return "unknown";
}

NetError HandshakeError(SessionError error, std::string_view peer) {
  const bool refused = error == SessionError::kIdentityRefused;
  return Make(refused ? NetError::Kind::kIdentityRefused : NetError::Kind::kHandshake, error, peer);
}

NetError OpenError(SessionError error, std::string_view peer) {
  switch (error) {
    case SessionError::kPeerClosed:
      return Make(NetError::Kind::kPeerClosed, error, peer);
    case SessionError::kPlaintextTooLarge:
      return Make(NetError::Kind::kMessageTooLarge, error, peer);
    case SessionError::kClosed:
    case SessionError::kNonceExhausted:
    case SessionError::kWrongPhase:
    case SessionError::kBufferSize:
      return Make(NetError::Kind::kClosed, error, peer);
    default:
      return Make(NetError::Kind::kFrame, error, peer);
  }
}

NetError SystemError(std::error_code code, NetError::Kind timeout, std::string_view peer) {
  if (code == asio::error::timed_out) return Make(timeout, code, peer, DescribeTimeout(timeout));
  if (code == asio::error::operation_aborted) {
    return Make(NetError::Kind::kCancelled, code, peer, "cancelled by this side");
  }
  if (code == asio::error::shut_down) {
    return Make(NetError::Kind::kClosed, code, peer, "closed by this side");
  }
  return Make(NetError::Kind::kConnectionLost, code, peer, code.message());
}

}  // namespace asmtp
