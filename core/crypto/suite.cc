#include "core/crypto/suite.h"

#include <sodium.h>

namespace asmtp {

std::string_view DhName(Suite suite) { return suite == Suite::kEd25519 ? "ed25519" : "25519"; }

std::string_view ProtocolName(Suite suite) {
  return suite == Suite::kEd25519 ? "Noise_IK_ed25519_ChaChaPoly_BLAKE2b"
                                  : "Noise_IK_25519_ChaChaPoly_BLAKE2b";
}

void DeriveKeys(Suite suite, FixedView<kSecretKeySize> secret,
                std::span<uint8_t, kPublicKeySize> public_key, std::span<uint8_t, 32> scalar) {
  if (suite == Suite::kX25519) {
    crypto_scalarmult_curve25519_base(public_key.data(), secret.data());
    CopyTo(secret, scalar);  // X25519 clamps when it is used
    return;
  }
  Secret<crypto_sign_ed25519_SECRETKEYBYTES> secret_key;
  crypto_sign_ed25519_seed_keypair(public_key.data(), secret_key.Fill().data(), secret.data());
  crypto_sign_ed25519_sk_to_curve25519(scalar.data(), secret_key.Expose().data());
}

DhPublic PreparePublic(Suite suite, FixedView<kPublicKeySize> public_key) {
  return {.u = suite == Suite::kEd25519 ? EdwardsToMontgomery(public_key) : public_key.Copy()};
}

std::optional<SharedSecret> Dh(const Scalar& scalar, const DhPublic& public_key) {
  SharedSecret secret;
  // libsodium rejects points of low order in every encoding, and all-zero results.
  if (crypto_scalarmult_curve25519(secret.Fill().data(), scalar.Expose().data(),
                                   public_key.u.data()) != 0) {
    return std::nullopt;
  }
  return secret;
}

}  // namespace asmtp
