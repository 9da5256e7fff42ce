// SigningKey: makes Ed25519 signatures (RFC 8032), for code that builds messages.
//
//   SigningKey key = SigningKey::FromSeed(seed);
//   Signature signature = key.Sign(message);
#ifndef ASMTP_CORE_TESTING_SIGNING_KEY_H_
#define ASMTP_CORE_TESTING_SIGNING_KEY_H_

#include "core/crypto/secret.h"
#include "core/crypto/signature.h"

namespace asmtp {

// An Ed25519 signing key. Signatures are deterministic.
class SigningKey {
 public:
  // Every 32-byte string is a valid seed.
  static SigningKey FromSeed(FixedView<32> seed);

  const ByteArray<kVerifyKeySize>& public_key() const { return public_key_; }
  Signature Sign(ByteView message) const;

 private:
  SigningKey() = default;

  ByteArray<kVerifyKeySize> public_key_{};
  Secret<64> secret_key_;
};

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_SIGNING_KEY_H_
