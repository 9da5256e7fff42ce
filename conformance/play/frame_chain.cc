#include "conformance/play/frame_chain.h"

namespace asmtp::conformance {

Bytes SealChain::Seal(ByteView plaintext, const SealFaults& faults) {
  const uint64_t n = current_.nonce();
  noise::CipherState cipher = KeyFor(faults.key);
  uint64_t nonce = n;
  if (faults.nonce) {
    const auto number = static_cast<uint64_t>(faults.nonce->number);
    nonce = faults.nonce->relative ? n + number : number;
  }
  cipher.SetNonce(nonce);
  Bytes sealed(cipher.EncryptedSize(plaintext.size()));
  // Fails for the nonce 2^64-1 only; then zeros are sent, which verify nowhere.
  (void)cipher.EncryptWithAd({}, plaintext, sealed);
  previous_ = current_.Clone();
  current_.Rekey();
  current_.SetNonce(n + 1);
  return sealed;
}

noise::CipherState SealChain::KeyFor(KeyFault fault) const {
  noise::CipherState cipher;
  switch (fault) {
    case KeyFault::kNone:
      return current_.Clone();
    case KeyFault::kSkip:
      return previous_.Clone();
    case KeyFault::kTwice:
      cipher = current_.Clone();
      cipher.Rekey();
      return cipher;
    case KeyFault::kOther:
      return other_.Clone();
    case KeyFault::kZero:
      cipher.InitializeKey(AeadKey());
      return cipher;
  }
  return cipher;
}

std::optional<Bytes> OpenChain::Open(ByteView ciphertext) {
  Bytes plaintext(current_.DecryptedSize(ciphertext.size()));
  if (!current_.DecryptWithAd({}, ciphertext, plaintext)) return std::nullopt;
  current_.Rekey();
  return plaintext;
}

}  // namespace asmtp::conformance
