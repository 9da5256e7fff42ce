// SymmetricState (Noise 5.2): a chaining key ck, a handshake hash h and a CipherState.
//
//   SymmetricState symmetric(ProtocolName(suite));
//   symmetric.MixHash(prologue);
//   symmetric.MixKey(shared_secret.Expose());
//   symmetric.EncryptAndHash(plaintext, out);
//   auto [first, second] = symmetric.Split();     // first: initiator to responder
//
// HASHLEN is 64 (BLAKE2b-512). A failed operation changes nothing.
#ifndef ASMTP_CORE_NOISE_SYMMETRIC_STATE_H_
#define ASMTP_CORE_NOISE_SYMMETRIC_STATE_H_

#include <expected>
#include <string_view>
#include <utility>

#include "core/crypto/hash.h"
#include "core/noise/cipher_state.h"

namespace asmtp::noise {

class SymmetricState {
 public:
  // InitializeSymmetric(protocol_name).
  explicit SymmetricState(std::string_view protocol_name);

  // MixKey(input_key_material).
  void MixKey(ByteView input_key_material);
  // MixHash(data).
  void MixHash(ByteView data);
  // EncryptAndHash(plaintext): `out` must have EncryptedSize(plaintext.size()) bytes.
  std::expected<void, Error> EncryptAndHash(ByteView plaintext, MutableByteView out);
  // DecryptAndHash(ciphertext): `out` must have DecryptedSize(ciphertext.size()) bytes and may
  // start where `ciphertext` starts.
  std::expected<void, Error> DecryptAndHash(ByteView ciphertext, MutableByteView out);
  // GetHandshakeHash().
  const Hash512& GetHandshakeHash() const { return h_; }
  // Split(): the first CipherState is for the initiator's messages, the second for the responder's.
  std::pair<CipherState, CipherState> Split() const;

  size_t EncryptedSize(size_t size) const { return cipher_.EncryptedSize(size); }
  size_t DecryptedSize(size_t size) const { return cipher_.DecryptedSize(size); }

  // Returns a copy, including the keys.
  SymmetricState Clone() const;

 private:
  SymmetricState() = default;

  Hash512 h_{};
  Secret<kHash512Size> ck_;
  CipherState cipher_;
};

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_SYMMETRIC_STATE_H_
