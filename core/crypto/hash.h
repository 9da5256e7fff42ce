// BLAKE2b (RFC 7693) at the two output lengths of ASMTP; HMAC (RFC 2104) and HKDF over the longer.
//
//   Hash512 h = Blake2b512({a, b});               // of a || b
//   Hash128 id = Blake2b128(header);              // its own parameter block, not a truncation
#ifndef ASMTP_CORE_CRYPTO_HASH_H_
#define ASMTP_CORE_CRYPTO_HASH_H_

#include <initializer_list>

#include "core/bytes/bytes.h"
#include "core/crypto/secret.h"

namespace asmtp {

inline constexpr size_t kHash512Size = 64;
inline constexpr size_t kHash128Size = 16;
// BLOCKLEN of BLAKE2b: what HMAC pads its key to.
inline constexpr size_t kBlake2bBlockSize = 128;

using Hash512 = ByteArray<kHash512Size>;
using Hash128 = ByteArray<kHash128Size>;

// BLAKE2b-512, unkeyed, of the parts one after the other.
Hash512 Blake2b512(std::initializer_list<ByteView> parts);

// BLAKE2b-128, unkeyed: block headers, block contents and passport ids.
Hash128 Blake2b128(ByteView input);

// HMAC-BLAKE2b-512 of the parts one after the other, into `out`. `key` is one hash long.
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
