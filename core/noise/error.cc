#include "core/noise/error.h"

namespace asmtp::noise {

std::string_view Name(Error error) {
  switch (error) {
    case Error::kMessageSize:
      return "message-size";
    case Error::kDecryptFailed:
      return "decrypt-failed";
    case Error::kLowOrderPoint:
      return "low-order-point";
    case Error::kWrongTurn:
      return "wrong-turn";
    case Error::kNotFinished:
      return "not-finished";
    case Error::kFinished:
      return "finished";
    case Error::kFailed:
      return "failed";
    case Error::kSuiteMismatch:
      return "suite-mismatch";
    case Error::kBufferSize:
      return "buffer-size";
    case Error::kNonceExhausted:
      return "nonce-exhausted";
  }
  return "unknown";
}

std::string_view Describe(Error error) {
  switch (error) {
    case Error::kMessageSize:
      return "the handshake message has a size that its tokens do not allow";
    case Error::kDecryptFailed:
      return "the authentication tag does not verify";
    case Error::kLowOrderPoint:
      return "a public key of low order was received: the shared secret would be all zero";
    case Error::kWrongTurn:
      return "it is the other side's turn to write";
    case Error::kNotFinished:
      return "the handshake is not finished";
    case Error::kFinished:
      return "the handshake is finished and has no further message";
    case Error::kFailed:
      return "the keys are wiped: an earlier step failed, or the object was consumed or moved from";
    case Error::kSuiteMismatch:
      return "the static and the ephemeral key are of different suites";
    case Error::kBufferSize:
      return "the output buffer does not have the size of the result";
    case Error::kNonceExhausted:
      return "the nonce counter has reached its end";
  }
  return "unknown error";
}

Error FromCrypto(CryptoError error) {
  switch (error) {
    case CryptoError::kTagMismatch:
      return Error::kDecryptFailed;
    case CryptoError::kLowOrderPoint:
      return Error::kLowOrderPoint;
  }
  return Error::kFailed;
}

}  // namespace asmtp::noise
