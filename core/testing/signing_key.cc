#include "core/testing/signing_key.h"

#include <sodium.h>

namespace asmtp {

SigningKey SigningKey::FromSeed(FixedView<32> seed) {
  SigningKey key;
  crypto_sign_ed25519_seed_keypair(key.public_key_.data(), key.secret_key_.Fill().data(),
                                   seed.data());
  return key;
}

Signature SigningKey::Sign(ByteView message) const {
  Signature signature;
  crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(),
                               secret_key_.Expose().data());
  return signature;
}

}  // namespace asmtp
