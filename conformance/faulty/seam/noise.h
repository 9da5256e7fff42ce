// The functions of SPEC.md sections 3.4, 3.5 and 4.3 on core's primitives, each as wrong as its
// data says.
//
//   Symmetric symmetric(name, wrong);
//   symmetric.MixHash(bytes);
//   symmetric.MixKey(secret);
//   auto [first, second] = symmetric.Split();
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_NOISE_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_NOISE_H_

#include <optional>
#include <utility>

#include "conformance/faulty/seam/wrong.h"
#include "core/crypto/aead.h"
#include "core/crypto/hash.h"

namespace asmtp::faulty {

// A key and a counter. `wrong` must outlive it.
class Cipher {
 public:
  Cipher() = default;
  Cipher(AeadKey key, const CryptoWrong& wrong) : key_(std::move(key)), wrong_(&wrong) {}
  Cipher Clone() const;

  bool HasKey() const { return wrong_ != nullptr; }
  // With the counter as it is; nothing is counted.
  Bytes Encrypt(ByteView ad, ByteView plaintext) const;
  std::optional<Bytes> Decrypt(ByteView ad, ByteView ciphertext, Tag tag = Tag::kChecked) const;

  void Rekey() { RekeyInPlace(key_); }
  uint64_t n() const { return n_; }
  void set_n(uint64_t n) { n_ = n; }

 private:
  uint64_t Nonce() const;
  Bytes AddKeystream(ByteView text) const;

  AeadKey key_;
  uint64_t n_ = 0;
  const CryptoWrong* wrong_ = nullptr;
};

// ck, h, and the cipher of the handshake. `wrong` must outlive it.
class Symmetric {
 public:
  Symmetric(std::string_view protocol_name, const CryptoWrong& wrong);

  void MixHash(ByteView bytes) { h_ = Blake2b512({h_, bytes}); }
  void MixKey(ByteView secret);
  Bytes EncryptAndHash(ByteView plaintext);
  // Mixes the ciphertext in, also where it does not verify.
  std::optional<Bytes> DecryptAndHash(ByteView ciphertext);
  std::pair<Cipher, Cipher> Split() const;

 private:
  AeadKey KeyOf(const Hash512& output) const;
  ByteView Ad() const { return wrong_->handshake_without_ad ? ByteView() : ByteView(h_); }

  Hash512 h_{};
  Hash512 ck_{};
  Cipher cipher_;
  const CryptoWrong* wrong_;
};

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_NOISE_H_
