// CipherState (Noise 5.1): a key k and a counter n.
//
//   CipherState c;
//   c.InitializeKey(std::move(k));
//   c.EncryptWithAd(ad, plaintext, out);       // out.size() == c.EncryptedSize(plaintext.size())
//   c.Rekey();                                 // replaces k, keeps n
//
// A new or moved-from CipherState has no key and passes messages through unchanged. A failed
// operation changes neither k nor n.
#ifndef ASMTP_CORE_NOISE_CIPHER_STATE_H_
#define ASMTP_CORE_NOISE_CIPHER_STATE_H_

#include <expected>
#include <limits>

#include "core/crypto/aead.h"
#include "core/noise/error.h"

namespace asmtp::noise {

class CipherState {
 public:
  // InitializeKey(key): sets k = key and n = 0.
  void InitializeKey(AeadKey key);
  // HasKey(): whether k is non-empty.
  bool HasKey() const { return static_cast<bool>(has_key_); }
  // SetNonce(nonce): sets n.
  void SetNonce(uint64_t nonce) { n_ = nonce; }
  uint64_t nonce() const { return n_; }

  // EncryptWithAd(ad, plaintext): writes ciphertext and tag to `out` and increments n. `out` may
  // start where `plaintext` starts. Fails with kBufferSize or kNonceExhausted.
  std::expected<void, Error> EncryptWithAd(ByteView ad, ByteView plaintext, MutableByteView out);

  // DecryptWithAd(ad, ciphertext): writes the plaintext to `out` and increments n. `out` may start
  // where `ciphertext` starts. Fails with kBadTag, kBufferSize or kNonceExhausted.
  std::expected<void, Error> DecryptWithAd(ByteView ad, ByteView ciphertext, MutableByteView out);

  // Rekey(): sets k = REKEY(k). Does not change n.
  void Rekey();

  // Return the size of the ciphertext of a plaintext of `size` bytes, and the reverse. A ciphertext
  // shorter than a tag counts as an empty plaintext, and fails to decrypt.
  size_t EncryptedSize(size_t size) const { return size + Overhead(); }
  size_t DecryptedSize(size_t size) const { return size < Overhead() ? 0 : size - Overhead(); }

  // Returns a copy, including the key.
  CipherState Clone() const;

 private:
  friend struct KeyExposer;  // core/testing/expose_key.h

  // 2^64-1 is reserved for REKEY (Noise 5.1).
  static constexpr uint64_t kReservedNonce = std::numeric_limits<uint64_t>::max();

  size_t Overhead() const { return has_key_ ? kTagSize : 0; }

  AeadKey k_;
  uint64_t n_ = 0;
  HoldsSecrets has_key_{false};
};

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_CIPHER_STATE_H_
