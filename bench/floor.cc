#include "bench/floor.h"

#include <sodium.h>

namespace asmtp::bench::floor {
namespace {

using Nonce = ByteArray<crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

Nonce NonceOf(uint64_t n) {
  Nonce nonce{};
  std::memcpy(nonce.data() + 4, &n, sizeof n);
  return nonce;
}

// The cost of replacing the key: half of a keystream block.
void NextKey(const Bytes32& key) {
  const Nonce nonce = NonceOf(UINT64_MAX);
  Bytes32 next{};
  crypto_stream_chacha20_ietf_xor_ic(next.data(), next.data(), next.size(), nonce.data(), 1,
                                     key.data());
}

}  // namespace

void Seal(const Bytes32& key, uint64_t n, ByteView plaintext, MutableByteView out) {
  const Nonce nonce = NonceOf(n);
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(), plaintext.size(),
                                            nullptr, 0, nullptr, nonce.data(), key.data());
  NextKey(key);
}

bool Open(const Bytes32& key, uint64_t n, MutableByteView ciphertext) {
  const Nonce nonce = NonceOf(n);
  const int status = crypto_aead_chacha20poly1305_ietf_decrypt(
      ciphertext.data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(), nullptr, 0,
      nonce.data(), key.data());
  NextKey(key);
  return status == 0;
}

uint8_t X25519(const Bytes32& scalar, const Bytes32& point) {
  Bytes32 shared{};
  if (crypto_scalarmult_curve25519(shared.data(), scalar.data(), point.data()) != 0) return 0;
  return shared[0];
}

uint8_t GenerateKey(Suite suite) {
  Bytes32 public_key;
  if (suite == Suite::kEd25519) {
    ByteArray<crypto_sign_ed25519_SECRETKEYBYTES> secret_key;
    crypto_sign_ed25519_keypair(public_key.data(), secret_key.data());
    return public_key[0];
  }
  Bytes32 secret;
  randombytes_buf(secret.data(), secret.size());
  crypto_scalarmult_curve25519_base(public_key.data(), secret.data());
  return public_key[0];
}

bool Verify(const uint8_t* key, ByteView message, const uint8_t* signature) {
  return crypto_sign_ed25519_verify_detached(signature, message.data(), message.size(), key) == 0;
}

uint8_t Hash(ByteView input) {
  ByteArray<16> hash;
  crypto_generichash_blake2b(hash.data(), hash.size(), input.data(), input.size(), nullptr, 0);
  return hash[0];
}

}  // namespace asmtp::bench::floor
