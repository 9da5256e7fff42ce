// Primitives: the cryptography of SPEC.md section 3 on OpenSSL, as a second opinion on core/crypto.
// Written for clarity: every function is a pure function of bytes. Slow results, of keys and
// signatures, are cached (fuzz/model/memo.h).
//
//   Seal(key, nonce, ad, plaintext)                     ciphertext and tag
//   Dh(Group::kEd25519, seed, public_key)               nothing if the result is all zero
#ifndef ASMTP_FUZZ_MODEL_PRIMITIVES_H_
#define ASMTP_FUZZ_MODEL_PRIMITIVES_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/model/bytes.h"

namespace asmtp::model {

// ---- hexadecimal, not part of the protocol

std::string ToHex(View bytes);
// Returns nothing unless the text is pairs of hex digits.
std::optional<Bytes> FromHex(std::string_view text);

// ---- hash and key derivation (section 3.5)

Bytes Blake2b512(View data);
// HASH16. The digest length is a parameter of the hash, so this is not a prefix of the 64-byte
// digest.
Bytes Blake2b128(View data);
Bytes Hmac(View key, View data);
// Two outputs of 64 bytes.
std::pair<Bytes, Bytes> Hkdf(View chaining_key, View input_key_material);

// ---- cipher (section 3.4)

Bytes Seal(View key, uint64_t n, View ad, View plaintext);
std::optional<Bytes> Open(View key, uint64_t n, View ad, View ciphertext);
// REKEY(k).
Bytes Rekey(View key);

// ---- DH (sections 3.2 and 3.3)

enum class Group : uint8_t { kEd25519, k25519 };

Bytes PublicKey(Group group, View secret);
// Returns the X25519 scalar of a secret. That of an Ed25519 seed is already clamped by RFC 8032;
// any other is clamped on use.
Bytes Scalar(Group group, View secret);
// Returns nothing if the result is 32 zero bytes (CRY-14).
std::optional<Bytes> Dh(Group group, View secret, View public_key);
// u = (1 + y) / (1 - y) mod p, with bit 255 of `public_key` cleared.
Bytes MontgomeryOf(View public_key);

// ---- signatures (section 3.6)

Bytes Sign(View seed, View message);
bool Verify(View public_key, View message, View signature);
// Tells Verify that the holder of this key made this signature, so it is valid without a check.
// asmtp_primitives checks that OpenSSL agrees.
void LearnSignature(View public_key, View message, View signature);

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_PRIMITIVES_H_
