// Ed25519 verification (RFC 8032) by libsodium. Keys of low order and non-canonical keys or
// signatures never verify (SPEC.md, differences).
//
//   if (!VerifySignature(key, message, signature)) ...
#ifndef ASMTP_CORE_CRYPTO_SIGNATURE_H_
#define ASMTP_CORE_CRYPTO_SIGNATURE_H_

#include "core/bytes/bytes.h"

namespace asmtp {

inline constexpr size_t kSignatureSize = 64;
inline constexpr size_t kVerifyKeySize = 32;

using Signature = ByteArray<kSignatureSize>;

// Returns whether `signature` is a valid signature of `message` by `key`.
[[nodiscard]] bool VerifySignature(FixedView<kVerifyKeySize> key, ByteView message,
                                   FixedView<kSignatureSize> signature);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_SIGNATURE_H_
