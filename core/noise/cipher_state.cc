#include "core/noise/cipher_state.h"

#include <utility>

namespace asmtp::noise {

void CipherState::InitializeKey(AeadKey key) {
  k_ = std::move(key);
  n_ = 0;
  has_key_ = HoldsSecrets(true);
}

std::expected<void, Error> CipherState::EncryptWithAd(ByteView ad, ByteView plaintext,
                                                      MutableByteView out) {
  if (out.size() != EncryptedSize(plaintext.size())) return std::unexpected(Error::kBufferSize);
  if (!has_key_) {
    CopyTo(plaintext, out);
    return {};
  }
  if (n_ == kReservedNonce) return std::unexpected(Error::kNonceExhausted);
  Seal(k_, n_, ad, plaintext, out);
  ++n_;
  return {};
}

std::expected<void, Error> CipherState::DecryptWithAd(ByteView ad, ByteView ciphertext,
                                                      MutableByteView out) {
  if (out.size() != DecryptedSize(ciphertext.size())) return std::unexpected(Error::kBufferSize);
  if (!has_key_) {
    CopyTo(ciphertext, out);
    return {};
  }
  if (n_ == kReservedNonce) return std::unexpected(Error::kNonceExhausted);
  if (!Open(k_, n_, ad, ciphertext, out)) return std::unexpected(Error::kBadTag);
  ++n_;
  return {};
}

void CipherState::Rekey() {
  if (has_key_) RekeyInPlace(k_);
}

CipherState CipherState::Clone() const {
  CipherState copy;
  copy.k_ = k_.Clone();
  copy.n_ = n_;
  copy.has_key_ = HoldsSecrets(HasKey());
  return copy;
}

}  // namespace asmtp::noise
