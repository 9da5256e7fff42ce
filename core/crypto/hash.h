// BLAKE2b (RFC 7693) with 64 and 16 bytes of output. HMAC (RFC 2104) and HKDF use the former.
//
//   Hash512 h = Blake2b512({a, b});               // of a || b
//   Hash128 id = Blake2b128(header);              // not a truncated BLAKE2b-512
#ifndef ASMTP_CORE_CRYPTO_HASH_H_
#define ASMTP_CORE_CRYPTO_HASH_H_

#include <initializer_list>

#include "core/bytes/bytes.h"
#include "core/crypto/secret.h"

namespace asmtp {

inline constexpr size_t kHash512Size = 64;
inline constexpr size_t kHash128Size = 16;
// BLOCKLEN of BLAKE2b, to which HMAC pads its key.
inline constexpr size_t kBlake2bBlockSize = 128;

using Hash512 = ByteArray<kHash512Size>;
using Hash128 = ByteArray<kHash128Size>;

// BLAKE2b-512, unkeyed, of the concatenated parts.
Hash512 Blake2b512(std::initializer_list<ByteView> parts);

// BLAKE2b-128, unkeyed, for block headers, block contents and passport ids.
Hash128 Blake2b128(ByteView input);

// Writes HMAC-BLAKE2b-512 of the concatenated parts to `out`. `key` is one hash long.
void HmacBlake2b512(FixedView<kHash512Size> key, std::initializer_list<ByteView> parts,
                    std::span<uint8_t, kHash512Size> out);

// HKDF (Noise 4.3) with two outputs, one hash long each.
struct HkdfOutput {
  Secret<kHash512Size> first;
  Secret<kHash512Size> second;
};
HkdfOutput Hkdf(FixedView<kHash512Size> chaining_key, ByteView input_key_material);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_HASH_H_
