// Why a session ended or a call failed, sorted by who caused it.
#ifndef ASMTP_CORE_SESSION_ERROR_H_
#define ASMTP_CORE_SESSION_ERROR_H_

#include <string_view>

#include "core/noise/error.h"
#include "core/wire/framing.h"

namespace asmtp {

enum class SessionError {
  // Caused by the peer. The session is closed.
  kUnsupportedVersion,   // the version of a handshake frame is not 1
  kHandshakeRejected,    // a handshake frame does not decrypt
  kLowOrderPoint,        // the peer sent a public key of low order
  kHandshakeTruncated,   // the stream ended during the handshake
  kEarlyBytes,           // the initiator sent too many bytes before the response
  kFrameLengthTooSmall,  // a frame has no room for its tag
  kFrameLengthTooLarge,  // a frame is larger than the framing or this endpoint allows
  kBadTag,               // the tag of a frame does not verify
  kFrameTruncated,       // the stream ended inside a frame
  // Nobody's error. The session is closed.
  kIdentityRefused,  // the responder's owner refused this initiator
  kPeerClosed,       // the stream ended between two frames
  kClosed,           // this side closed the session
  kNonceExhausted,   // 2^64-1 messages were received; or were sent, which ends only sending
  // Caused by the caller. Nothing has changed, or the session is closed from the start.
  kSuiteMismatch,      // the static and the ephemeral key belong to different suites
  kWrongPhase,         // the call is not allowed in this phase
  kBufferSize,         // the output buffer is too small
  kPlaintextTooLarge,  // the plaintext is larger than a frame of this format carries
};

// Returns a short stable name, such as "frame-rejected".
std::string_view Name(SessionError error);
// Returns one sentence.
std::string_view Describe(SessionError error);

// Return the session error for a failed handshake step, a failed decryption of a frame, or an error
// of the framing.
SessionError FromHandshake(noise::Error error);
SessionError FromTransport(noise::Error error);
SessionError FromFraming(FrameError error);

}  // namespace asmtp

#endif  // ASMTP_CORE_SESSION_ERROR_H_
