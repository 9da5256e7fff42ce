// Why a session ended, or why it did not do what it was asked to, sorted by whose fault it is.
#ifndef ASMTP_CORE_SESSION_ERROR_H_
#define ASMTP_CORE_SESSION_ERROR_H_

#include <string_view>

#include "core/noise/error.h"
#include "core/wire/framing.h"

namespace asmtp {

enum class SessionError {
  // The peer's fault. The session is closed.
  kUnsupportedVersion,   // a handshake frame begins with another version than 1
  kHandshakeRejected,    // a handshake frame does not decrypt
  kLowOrderPoint,        // the peer sent a public key of low order
  kHandshakeTruncated,   // the stream ended before the handshake did
  kEarlyBytes,           // the initiator sent too much before it was answered
  kFrameLengthTooSmall,  // a frame has no room for its tag
  kFrameLengthTooLarge,  // a frame is larger than the framing or this endpoint allows
  kBadTag,               // the tag of a frame does not verify
  kFrameTruncated,       // the stream ended inside a frame
  // Nobody's fault. The session is closed.
  kIdentityRefused,  // the responder's owner does not want this initiator
  kPeerClosed,       // the stream ended between two frames
  kClosed,           // this side closed the session
  kNonceExhausted,   // 2^64-1 messages have been received, or sent: then only sending is over
  // The caller's fault. Nothing has changed, or the session was closed from the start.
  kSuiteMismatch,      // the static and the ephemeral key are of different suites
  kWrongPhase,         // the call does not belong in this phase
  kBufferSize,         // the output buffer is too small
  kPlaintextTooLarge,  // the plaintext is larger than a frame of this format carries
};

// Returns a short stable name, such as "frame-rejected".
std::string_view Name(SessionError error);
// Returns one sentence.
std::string_view Describe(SessionError error);

// Returns what a failed step of the handshake, of a frame's decryption or of the framing means.
SessionError FromHandshake(noise::Error error);
SessionError FromTransport(noise::Error error);
SessionError FromFraming(FrameError error);

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_ERROR_H_
