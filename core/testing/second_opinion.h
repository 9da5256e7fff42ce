// The primitives of core/crypto on OpenSSL, as a second opinion for tests.
#ifndef ASMTP_CORE_TESTING_SECOND_OPINION_H_
#define ASMTP_CORE_TESTING_SECOND_OPINION_H_

#include <optional>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::second_opinion {

// ChaCha20-Poly1305 (RFC 8439): ciphertext and tag.
std::vector<uint8_t> Seal(const ByteArray<32>& key, const ByteArray<12>& nonce, ByteView ad,
                          ByteView plaintext);

// HMAC-BLAKE2b-512.
std::vector<uint8_t> Hmac(ByteView key, ByteView data);

// X25519; nullopt if the result is all zero.
std::optional<ByteArray<32>> X25519(FixedView<32> scalar, FixedView<32> u);

// The public key of an X25519 scalar or of an Ed25519 seed.
ByteArray<32> X25519Public(FixedView<32> scalar);
ByteArray<32> Ed25519Public(FixedView<32> seed);

// Ed25519 verification by OpenSSL, which accepts keys of low order.
bool VerifyEd25519(FixedView<32> key, ByteView message, FixedView<64> signature);

// (1 + y) / (1 - y) mod 2^255 - 19 for the little-endian y in `key` without its top bit. The result
// for y = 1 is 0.
ByteArray<32> MontgomeryU(FixedView<32> key);

}  // namespace asmtp::second_opinion

#endif  // ASMTP_CORE_TESTING_SECOND_OPINION_H_
