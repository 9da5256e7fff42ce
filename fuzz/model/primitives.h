// Primitives: the cryptography of SPEC.md section 3 on OpenSSL, as a second opinion on core/crypto.
// Written for clarity: every function takes and gives bytes, and the same for the same. What takes
// long, keys and signatures, is remembered (fuzz/model/memo.h).
//
//   Seal(key, nonce, ad, plaintext)                     ciphertext and tag
//   Dh(Group::kEd25519, seed, public_key)               nothing where the result is all zero
#ifndef ASMTP_FUZZ_MODEL_PRIMITIVES_H_
#define ASMTP_FUZZ_MODEL_PRIMITIVES_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/model/bytes.h"

namespace asmtp::model {

// ---- hexadecimal, no part of the protocol

std::string ToHex(View bytes);
// Nothing where the text is no pairs of digits.
std::optional<Bytes> FromHex(std::string_view text);

// ---- hash and key derivation (section 3.5)

Bytes Blake2b512(View data);
// HASH16: the digest length is a parameter, so this is no prefix of the other.
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
// What of a secret takes part in X25519: that of an Ed25519 seed is clamped already, as RFC 8032
// has it, another one when it is used.
Bytes Scalar(Group group, View secret);
// Nothing where the result is 32 zero bytes (CRY-14).
std::optional<Bytes> Dh(Group group, View secret, View public_key);
// u = (1 + y) / (1 - y) mod p, with bit 255 of `public_key` cleared.
Bytes MontgomeryOf(View public_key);

// ---- signatures (section 3.6)

Bytes Sign(View seed, View message);
bool Verify(View public_key, View message, View signature);
// Tells Verify that whoever has the secret of this key has made this signature, which is so good
// without a look at it. That OpenSSL says so too is what asmtp_primitives is for.
void LearnSignature(View public_key, View message, View signature);

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_PRIMITIVES_H_
