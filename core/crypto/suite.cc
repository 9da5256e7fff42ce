#include "core/crypto/suite.h"

#include <sodium.h>

#include "core/crypto/edwards_to_montgomery.h"

namespace asmtp {
namespace {

using MontgomeryU = ByteArray<32>;

// What a suite is made of.
struct SuiteDefinition {
  std::string_view dh_name;
  std::string_view protocol_name;
  void (*derive_keys)(const uint8_t* secret, uint8_t* public_key, uint8_t* scalar);
  MontgomeryU (*montgomery_u)(FixedView<kPublicKeySize> public_key);
};

void DeriveEd25519(const uint8_t* seed, uint8_t* public_key, uint8_t* scalar) {
  Secret<crypto_sign_ed25519_SECRETKEYBYTES> secret_key;
  crypto_sign_ed25519_seed_keypair(public_key, secret_key.Fill().data(), seed);
  crypto_sign_ed25519_sk_to_curve25519(scalar, secret_key.Expose().data());
}

void DeriveX25519(const uint8_t* secret, uint8_t* public_key, uint8_t* scalar) {
  crypto_scalarmult_curve25519_base(public_key, secret);
  std::memcpy(scalar, secret, kSecretKeySize);  // X25519 clamps when it is used
}

MontgomeryU Unconverted(FixedView<kPublicKeySize> public_key) { return public_key.Copy(); }

const SuiteDefinition& DefinitionOf(Suite suite) {
  static constexpr SuiteDefinition kEd25519 = {"ed25519", "Noise_IK_ed25519_ChaChaPoly_BLAKE2b",
                                               DeriveEd25519, EdwardsToMontgomery};
  static constexpr SuiteDefinition kX25519 = {"25519", "Noise_IK_25519_ChaChaPoly_BLAKE2b",
                                              DeriveX25519, Unconverted};
  return suite == Suite::kEd25519 ? kEd25519 : kX25519;
}

}  // namespace

std::string_view DhName(Suite suite) { return DefinitionOf(suite).dh_name; }

std::string_view ProtocolName(Suite suite) { return DefinitionOf(suite).protocol_name; }

std::optional<Suite> SuiteOf(std::string_view name) {
  for (const Suite suite : kSuites) {
    if (name == DhName(suite) || name == ProtocolName(suite)) return suite;
  }
  return std::nullopt;
}

void DeriveKeys(Suite suite, FixedView<kSecretKeySize> secret,
                std::span<uint8_t, kPublicKeySize> public_key, std::span<uint8_t, 32> scalar) {
  DefinitionOf(suite).derive_keys(secret.data(), public_key.data(), scalar.data());
}

DhPublic PreparePublic(Suite suite, FixedView<kPublicKeySize> public_key) {
  return {.u = DefinitionOf(suite).montgomery_u(public_key)};
}

std::optional<SharedSecret> Dh(const Scalar& scalar, const DhPublic& public_key) {
  SharedSecret secret;
  // libsodium refuses points of low order, whatever their encoding, and all-zero results.
  if (crypto_scalarmult_curve25519(secret.Fill().data(), scalar.Expose().data(),
                                   public_key.u.data()) != 0) {
    return std::nullopt;
  }
  return secret;
}

std::optional<SharedSecret> Dh(Suite suite, const Scalar& scalar,
                               FixedView<kPublicKeySize> public_key) {
  return Dh(scalar, PreparePublic(suite, public_key));
}

}  // namespace asmtp
