// What a cryptographic operation can say no to.
#ifndef ASMTP_CORE_CRYPTO_ERROR_H_
#define ASMTP_CORE_CRYPTO_ERROR_H_

#include <string_view>

namespace asmtp {

enum class CryptoError {
  // The peer's fault.
  kTagMismatch,    // an AEAD tag does not verify under this key, nonce and associated data
  kLowOrderPoint,  // a Diffie-Hellman result is all zero: the peer's public key has low order
};

// Returns a short stable name, such as "tag-mismatch".
std::string_view Name(CryptoError error);
// Returns one sentence.
std::string_view Describe(CryptoError error);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_ERROR_H_
