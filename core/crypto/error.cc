#include "core/crypto/error.h"

namespace asmtp {

std::string_view Name(CryptoError error) {
  switch (error) {
    case CryptoError::kTagMismatch:
      return "tag-mismatch";
    case CryptoError::kLowOrderPoint:
      return "low-order-point";
  }
  return "unknown";
}

std::string_view Describe(CryptoError error) {
  switch (error) {
    case CryptoError::kTagMismatch:
      return "the authentication tag does not verify";
    case CryptoError::kLowOrderPoint:
      return "the public key has low order: the shared secret would be all zero";
  }
  return "unknown error";
}

}  // namespace asmtp
