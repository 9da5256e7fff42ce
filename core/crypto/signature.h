// Ed25519 signatures (RFC 8032) as libsodium makes and judges them: keys of low order and keys or
// signatures that are not canonically encoded never verify (SPEC.md, differences).
//
//   SigningKey key = SigningKey::FromSeed(seed);
//   Signature signature = key.Sign(message);
//   if (!VerifySignature(key.public_key(), message, signature)) ...
#ifndef ASMTP_CORE_CRYPTO_SIGNATURE_H_
#define ASMTP_CORE_CRYPTO_SIGNATURE_H_

#include "core/bytes/bytes.h"
#include "core/crypto/secret.h"

namespace asmtp {

inline constexpr size_t kSignatureSize = 64;
inline constexpr size_t kVerifyKeySize = 32;

using Signature = ByteArray<kSignatureSize>;

// Returns whether `signature` is one of `message` by `key`.
[[nodiscard]] bool VerifySignature(FixedView<kVerifyKeySize> key, ByteView message,
                                   FixedView<kSignatureSize> signature);

// An Ed25519 signing key. Signatures are deterministic.
class SigningKey {
 public:
  // Every 32-byte string is a seed.
  static SigningKey FromSeed(FixedView<32> seed);

  const ByteArray<kVerifyKeySize>& public_key() const { return public_key_; }
  Signature Sign(ByteView message) const;

 private:
  SigningKey() = default;

  ByteArray<kVerifyKeySize> public_key_{};
  Secret<64> secret_key_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_SIGNATURE_H_
