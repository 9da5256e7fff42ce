// The two Diffie-Hellman suites behind one interface. Their keys differ, but both use X25519
// (RFC 7748):
//
//   suite     secret, 32          public, 32           DH(secret, public)
//   25519     X25519 scalar       u-coordinate         X25519(secret, public)
//   ed25519   Ed25519 seed        Ed25519 public key   X25519(scalar(seed), u(public))
//
//   const DhPublic theirs = PreparePublic(Suite::kEd25519, peer_public);     // once per key
//   const auto secret = Dh(scalar, theirs);
//   if (!secret) ...                                  // the peer's key has low order
//
// Source: SPEC.md, cryptography; Noise 4.1 and 12.1.
#ifndef ASMTP_CORE_CRYPTO_SUITE_H_
#define ASMTP_CORE_CRYPTO_SUITE_H_

#include <optional>
#include <string_view>

#include "core/bytes/bytes.h"
#include "core/crypto/secret.h"

namespace asmtp {

enum class Suite : uint8_t {
  kEd25519,  // the default
  kX25519,   // the standard Noise DH "25519"
};

inline constexpr Suite kSuites[] = {Suite::kEd25519, Suite::kX25519};

inline constexpr size_t kSecretKeySize = 32;
inline constexpr size_t kPublicKeySize = 32;

// The X25519 scalar of a secret key.
using Scalar = Secret<32, struct ScalarTag>;
// The result of a Diffie-Hellman operation.
using SharedSecret = Secret<32, struct SharedSecretTag>;

// Returns the DH name in the Noise protocol name: "ed25519" or "25519".
std::string_view DhName(Suite suite);
// Returns e.g. "Noise_IK_ed25519_ChaChaPoly_BLAKE2b".
std::string_view ProtocolName(Suite suite);

// Derives the public key and the X25519 scalar from a stored secret.
void DeriveKeys(Suite suite, FixedView<kSecretKeySize> secret,
                std::span<uint8_t, kPublicKeySize> public_key, std::span<uint8_t, 32> scalar);

// Maps edwards25519 to curve25519: returns u, little-endian and fully reduced, for the y of an
// Ed25519 public key. Ignores the sign bit and reduces y mod 2^255 - 19. y = 1 (the neutral
// element) gives u = 0.
ByteArray<32> EdwardsToMontgomery(FixedView<32> public_key);

// A public key prepared for use: the u-coordinate for X25519. Not secret.
struct DhPublic {
  ByteArray<32> u{};
};

// Returns u(public_key). In suite ed25519 this costs an eighth of a Diffie-Hellman operation, so
// callers prepare a key once and use it twice.
DhPublic PreparePublic(Suite suite, FixedView<kPublicKeySize> public_key);

// The Diffie-Hellman operation. Returns nullopt if the result is all zero, as for every public key
// of low order. Accepts every other 32-byte string as a public key, on the curve or not (SPEC.md
// explains why).
std::optional<SharedSecret> Dh(const Scalar& scalar, const DhPublic& public_key);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_SUITE_H_
