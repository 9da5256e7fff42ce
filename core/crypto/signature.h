// Ed25519 signatures (RFC 8032) as libsodium judges them: keys of low order and keys or signatures
// that are not canonically encoded never verify (SPEC.md, differences).
//
//   if (!VerifySignature(key, message, signature)) ...
#ifndef ASMTP_CORE_CRYPTO_SIGNATURE_H_
#define ASMTP_CORE_CRYPTO_SIGNATURE_H_

#include "core/bytes/bytes.h"

namespace asmtp {

inline constexpr size_t kSignatureSize = 64;
inline constexpr size_t kVerifyKeySize = 32;

using Signature = ByteArray<kSignatureSize>;

// Returns whether `signature` is one of `message` by `key`.
[[nodiscard]] bool VerifySignature(FixedView<kVerifyKeySize> key, ByteView message,
                                   FixedView<kSignatureSize> signature);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_SIGNATURE_H_
