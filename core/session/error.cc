#include "core/session/error.h"

#include <algorithm>

#include "core/bytes/error_row.h"

namespace asmtp {
namespace {

using enum SessionError;

constexpr ErrorRow<SessionError> kRows[] = {
    {kUnsupportedVersion, "unsupported-version",
     "the peer's handshake frame has an unsupported version"},
    {kHandshakeRejected, "handshake-rejected",
     "the peer's handshake frame does not decrypt: wrong static key, or tampered with"},
    {kLowOrderPoint, "low-order-point",
     "a public key of low order would make a shared secret all zero"},
    {kHandshakeTruncated, "handshake-truncated",
     "the peer closed the connection before the handshake was done"},
    {kEarlyBytes, "early-bytes",
     "the peer sent more bytes before the response than this endpoint buffers"},
    {kFrameLengthTooSmall, "frame-length-too-small",
     "the peer sent a frame that is too small for its tag"},
    {kFrameLengthTooLarge, "frame-length-too-large",
     "the peer sent a frame that is larger than this endpoint accepts"},
    {kBadTag, "frame-rejected", "the peer sent a frame that does not decrypt"},
    {kFrameTruncated, "frame-truncated", "the peer closed the connection inside a frame"},
    {kIdentityRefused, "identity-refused", "the initiator's identity was refused by this endpoint"},
    {kPeerClosed, "peer-closed", "the peer closed the connection"},
    {kClosed, "closed", "the session is closed"},
    {kNonceExhausted, "nonce-exhausted", "the nonces of this direction are exhausted"},
    {kSuiteMismatch, "suite-mismatch",
     "this side's static and ephemeral keys belong to different suites"},
    {kWrongPhase, "wrong-phase", "the call is not allowed in this phase"},
    {kBufferSize, "buffer-size", "the output buffer is too small"},
    {kPlaintextTooLarge, "plaintext-too-large", "the plaintext is larger than one frame can carry"},
};

// The meaning of an error of the Noise layer in the handshake and in the transport.
struct NoiseRow {
  noise::Error error;
  SessionError in_handshake;
  SessionError in_transport;
};

constexpr NoiseRow kNoiseRows[] = {
    {noise::Error::kMessageSize, SessionError::kHandshakeRejected, SessionError::kWrongPhase},
    {noise::Error::kBadTag, SessionError::kHandshakeRejected, SessionError::kBadTag},
    {noise::Error::kLowOrderPoint, SessionError::kLowOrderPoint, SessionError::kWrongPhase},
    {noise::Error::kWrongTurn, SessionError::kWrongPhase, SessionError::kWrongPhase},
    {noise::Error::kNotFinished, SessionError::kWrongPhase, SessionError::kWrongPhase},
    {noise::Error::kFinished, SessionError::kWrongPhase, SessionError::kWrongPhase},
    {noise::Error::kFailed, SessionError::kHandshakeRejected, SessionError::kWrongPhase},
    {noise::Error::kSuiteMismatch, SessionError::kSuiteMismatch, SessionError::kWrongPhase},
    {noise::Error::kBufferSize, SessionError::kBufferSize, SessionError::kBufferSize},
    {noise::Error::kNonceExhausted, SessionError::kNonceExhausted, SessionError::kNonceExhausted},
};

const NoiseRow& RowOf(noise::Error error) {
  return *std::ranges::find(kNoiseRows, error, &NoiseRow::error);
}

}  // namespace

std::string_view Name(SessionError error) { return RowOf(kRows, error).name; }

std::string_view Describe(SessionError error) { return RowOf(kRows, error).sentence; }

SessionError FromHandshake(noise::Error error) { return RowOf(error).in_handshake; }
SessionError FromTransport(noise::Error error) { return RowOf(error).in_transport; }

SessionError FromFraming(FrameError error) {
  if (error == FrameError::kLengthTooSmall) return SessionError::kFrameLengthTooSmall;
  if (error == FrameError::kLengthTooLarge) return SessionError::kFrameLengthTooLarge;
  return SessionError::kFrameTruncated;
}

}  // namespace asmtp
