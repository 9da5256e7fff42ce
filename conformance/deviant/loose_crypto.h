// Cryptographic primitives with the choices of the specification left open: the hash, the block
// size of HMAC, the form of the nonce. They use OpenSSL, because core has only the specified ones
// and must not be judged by itself.
//
//   Digest(HashKind::kBlake2s, {a, b})                     of a || b
//   Mac(MacKind::kHmacBlock64, HashKind::kBlake2b, key, {data})
//   OpenAead(Cipher::kChaChaPoly, key, nonce, ad, ciphertext_and_tag)
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_CRYPTO_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_CRYPTO_H_

#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "conformance/transcript/value.h"

namespace asmtp::deviant {

using conformance::Bytes;
using Key32 = ByteArray<32>;
using Nonce12 = ByteArray<12>;

enum class HashKind : uint8_t { kBlake2b, kBlake2s, kSha512, kSha256 };
enum class MacKind : uint8_t {
  kHmac,         // with the block size of the hash
  kHmacBlock64,  // with 64 bytes
  kKeyedHash,    // the keyed mode of BLAKE2b
};
enum class Cipher : uint8_t { kChaChaPoly, kAesGcm };

// Returns the name in a Noise protocol name.
std::string_view NoiseName(HashKind hash);
std::string_view NoiseName(Cipher cipher);
// Returns HASHLEN.
size_t HashSize(HashKind hash);

Bytes Digest(HashKind hash, std::initializer_list<ByteView> parts);
// `key` has at most 64 bytes.
Bytes Mac(MacKind mac, HashKind hash, ByteView key, std::initializer_list<ByteView> parts);
// HKDF with two outputs (Noise 4.3), counted from `first_count`.
std::pair<Bytes, Bytes> Hkdf(MacKind mac, HashKind hash, ByteView key, ByteView material,
                             uint8_t first_count = 1);

// Returns the plaintext, or nothing if the tag at the end does not verify.
std::optional<Bytes> OpenAead(Cipher cipher, const Key32& key, const Nonce12& nonce, ByteView ad,
                              ByteView sealed);
Bytes SealAead(Cipher cipher, const Key32& key, const Nonce12& nonce, ByteView ad, ByteView plain);
// Returns `data` XORed with the keystream from block `counter` on.
Bytes ChaCha20(const Key32& key, uint32_t counter, const Nonce12& nonce, ByteView data);

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_CRYPTO_H_
