// CipherState (Noise 5.1): a key k and a counter n.
//
//   CipherState c;
//   c.InitializeKey(std::move(k));
//   c.EncryptWithAd(ad, plaintext, out);       // out.size() == c.EncryptedSize(plaintext.size())
//   c.Rekey();                                 // replaces k, keeps n
//
// Without a key, messages pass as they are; so it begins, and so a move leaves its source. A failed
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
  // start where `plaintext` starts. Fails with kBufferSize, kNonceExhausted.
  std::expected<void, Error> EncryptWithAd(ByteView ad, ByteView plaintext, MutableByteView out);

  // DecryptWithAd(ad, ciphertext): writes the plaintext to `out` and increments n. `out` may start
  // where `ciphertext` starts. Fails with kBadTag, kBufferSize, kNonceExhausted.
  std::expected<void, Error> DecryptWithAd(ByteView ad, ByteView ciphertext, MutableByteView out);

  // Rekey(): sets k = REKEY(k). n goes on counting.
  void Rekey();

  // Bytes that a plaintext of `size` has when encrypted, and the other way round. A ciphertext too
  // short for a tag has a plaintext of 0 bytes, and does not decrypt.
  size_t EncryptedSize(size_t size) const { return size + Overhead(); }
  size_t DecryptedSize(size_t size) const { return size < Overhead() ? 0 : size - Overhead(); }

  // Returns a second copy, keys included.
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
