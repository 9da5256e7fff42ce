// The birational map from edwards25519 to curve25519 (RFC 7748, 4.1):
//
//   u = (1 + y) / (1 - y)  mod 2^255 - 19
//
// libsodium has this map too, but only together with a check that the point is on the curve and in
// the subgroup of prime order. The definition of the suite makes no such check, so a peer whose key
// fails it would be refused here and understood by every other implementation; X25519 clears the
// cofactor by itself and low order is seen in the result. The check costs as much as the whole
// Diffie-Hellman operation. Public keys only: nothing here is secret.
#ifndef ASMTP_CORE_CRYPTO_EDWARDS_TO_MONTGOMERY_H_
#define ASMTP_CORE_CRYPTO_EDWARDS_TO_MONTGOMERY_H_

#include "core/bytes/bytes.h"

namespace asmtp {

// Returns u, little-endian and fully reduced, for the y of an Ed25519 public key: its sign bit is
// ignored, y is taken mod 2^255 - 19, and y = 1 (the neutral element) gives u = 0.
ByteArray<32> EdwardsToMontgomery(FixedView<32> public_key);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_EDWARDS_TO_MONTGOMERY_H_
