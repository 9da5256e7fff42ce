#include "core/crypto/aead.h"

#include <sodium.h>

#include <bit>
#include <limits>

namespace asmtp {
namespace {

using Nonce = ByteArray<crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

Nonce NonceOf(uint64_t n) {
  Nonce nonce{};
  if constexpr (std::endian::native == std::endian::big) n = __builtin_bswap64(n);
  std::memcpy(nonce.data() + 4, &n, sizeof n);
  return nonce;
}

}  // namespace

void Seal(const AeadKey& key, uint64_t n, ByteView ad, ByteView plaintext, MutableByteView out) {
  const Nonce nonce = NonceOf(n);
  crypto_aead_chacha20poly1305_ietf_encrypt_detached(
      out.data(), out.data() + plaintext.size(), nullptr, plaintext.data(), plaintext.size(),
      ad.data(), ad.size(), nullptr, nonce.data(), key.Expose().data());
}

bool Open(const AeadKey& key, uint64_t n, ByteView ad, ByteView ciphertext, MutableByteView out) {
  if (ciphertext.size() < kTagSize) return false;
  const size_t size = ciphertext.size() - kTagSize;
  const Nonce nonce = NonceOf(n);
  return crypto_aead_chacha20poly1305_ietf_decrypt_detached(
             out.data(), nullptr, ciphertext.data(), size, ciphertext.data() + size, ad.data(),
             ad.size(), nonce.data(), key.Expose().data()) == 0;
}

void RekeyInPlace(AeadKey& key) {
  static constexpr ByteArray<kAeadKeySize> kZeros{};
  const Nonce nonce = NonceOf(std::numeric_limits<uint64_t>::max());
  AeadKey next;
  crypto_stream_chacha20_ietf_xor_ic(next.Fill().data(), kZeros.data(), kZeros.size(), nonce.data(),
                                     1, key.Expose().data());
  key = std::move(next);
}

}  // namespace asmtp
