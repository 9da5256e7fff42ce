// ChaCha20-Poly1305 (RFC 8439) with a 64-bit counter as its nonce (Noise 12.3), and REKEY.
//
//   nonce, 12 bytes:   | 00 00 00 00 | n, little-endian, 8 |
//   output:            | ciphertext, as long as the plaintext | tag, 16 |
//
//   Seal(key, n, ad, plaintext, out);            // out.size() == plaintext.size() + kTagSize
//   if (!Open(key, n, ad, out, plaintext_out)) ...
#ifndef ASMTP_CORE_CRYPTO_AEAD_H_
#define ASMTP_CORE_CRYPTO_AEAD_H_

#include "core/bytes/bytes.h"
#include "core/crypto/secret.h"

namespace asmtp {

inline constexpr size_t kAeadKeySize = 32;
inline constexpr size_t kTagSize = 16;

using AeadKey = Secret<kAeadKeySize, struct AeadKeyTag>;

// Writes ciphertext and tag to `out`, which must have exactly plaintext.size() + 16 bytes. `out`
// may start where `plaintext` starts (in place); no other overlap is allowed.
void Seal(const AeadKey& key, uint64_t n, ByteView ad, ByteView plaintext, MutableByteView out);

// Writes the plaintext to `out`, which must have exactly ciphertext.size() - 16 bytes and may start
// where `ciphertext` starts. Returns whether the tag verifies; a ciphertext shorter than a tag
// fails. On failure the content of `out` is unspecified, but never unverified plaintext.
[[nodiscard]] bool Open(const AeadKey& key, uint64_t n, ByteView ad, ByteView ciphertext,
                        MutableByteView out);

// Replaces `key` with REKEY(key), the first 32 bytes of ENCRYPT(key, 2^64-1, "", 32 zero bytes)
// (Noise 4.2). That is the first half of ChaCha20 keystream block 1, computed without the tag.
void RekeyInPlace(AeadKey& key);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_AEAD_H_
