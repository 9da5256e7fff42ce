#include "core/session/error.h"

#include <algorithm>
#include <array>

namespace asmtp {
namespace {

struct Row {
  SessionError error;
  std::string_view name;
  std::string_view sentence;
};

constexpr auto kRows = std::to_array<Row>({
    {SessionError::kUnsupportedVersion, "unsupported-version",
     "the peer's handshake frame has an unsupported version"},
    {SessionError::kHandshakeRejected, "handshake-rejected",
     "the peer's handshake frame does not decrypt: wrong static key, or tampered with"},
    {SessionError::kLowOrderPoint, "low-order-point",
     "a public key of low order would make a shared secret all zero"},
    {SessionError::kHandshakeTruncated, "handshake-truncated",
     "the peer closed the connection before the handshake was done"},
    {SessionError::kEarlyBytes, "early-bytes",
     "the peer sent more bytes before it was answered than this endpoint keeps"},
    {SessionError::kFrameLengthTooSmall, "frame-length-too-small",
     "the peer sent a frame that has no room for its tag"},
    {SessionError::kFrameLengthTooLarge, "frame-length-too-large",
     "the peer sent a frame that is larger than this endpoint accepts"},
    {SessionError::kFrameRejected, "frame-rejected", "the peer sent a frame that does not decrypt"},
    {SessionError::kFrameTruncated, "frame-truncated",
     "the peer closed the connection inside a frame"},
    {SessionError::kIdentityRefused, "identity-refused",
     "the initiator's identity was refused by this endpoint"},
    {SessionError::kPeerClosed, "peer-closed", "the peer closed the connection"},
    {SessionError::kClosed, "closed", "the session is closed"},
    {SessionError::kNonceExhausted, "nonce-exhausted",
     "this direction of the session has used up its nonces"},
    {SessionError::kSuiteMismatch, "suite-mismatch",
     "this side's static and ephemeral key are of different suites"},
    {SessionError::kWrongPhase, "wrong-phase", "the call does not belong in this phase"},
    {SessionError::kBufferSize, "buffer-size", "the output buffer is too small"},
    {SessionError::kPlaintextTooLarge, "plaintext-too-large",
     "the plaintext is larger than one frame carries"},
});

const Row& RowOf(SessionError error) { return *std::ranges::find(kRows, error, &Row::error); }

}  // namespace

std::string_view Name(SessionError error) { return RowOf(error).name; }

std::string_view Describe(SessionError error) { return RowOf(error).sentence; }

SessionError FromHandshake(noise::Error error) {
  switch (error) {
    case noise::Error::kLowOrderPoint:
      return SessionError::kLowOrderPoint;
    case noise::Error::kSuiteMismatch:
      return SessionError::kSuiteMismatch;
    case noise::Error::kBufferSize:
      return SessionError::kBufferSize;
    case noise::Error::kWrongTurn:
    case noise::Error::kNotFinished:
    case noise::Error::kFinished:
      return SessionError::kWrongPhase;
    case noise::Error::kNonceExhausted:
      return SessionError::kNonceExhausted;
    case noise::Error::kMessageSize:
    case noise::Error::kDecryptFailed:
    case noise::Error::kFailed:
      break;
  }
  return SessionError::kHandshakeRejected;
}

SessionError FromTransport(noise::Error error) {
  switch (error) {
    case noise::Error::kNonceExhausted:
      return SessionError::kNonceExhausted;
    case noise::Error::kBufferSize:
      return SessionError::kBufferSize;
    case noise::Error::kDecryptFailed:
      return SessionError::kFrameRejected;
    case noise::Error::kFailed:
    case noise::Error::kSuiteMismatch:
    case noise::Error::kMessageSize:
    case noise::Error::kLowOrderPoint:
    case noise::Error::kWrongTurn:
    case noise::Error::kNotFinished:
    case noise::Error::kFinished:
      break;
  }
  return SessionError::kWrongPhase;
}

SessionError FromFraming(const FrameError& error) {
  switch (error.kind) {
    case FrameError::Kind::kLengthTooSmall:
      return SessionError::kFrameLengthTooSmall;
    case FrameError::Kind::kLengthTooLarge:
      return SessionError::kFrameLengthTooLarge;
    case FrameError::Kind::kTruncated:
      break;
  }
  return SessionError::kFrameTruncated;
}

}  // namespace asmtp
