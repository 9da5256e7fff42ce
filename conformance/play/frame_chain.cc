#include "conformance/play/frame_chain.h"

#include "core/testing/expose_key.h"

namespace asmtp::conformance {

Bytes SealChain::Seal(ByteView plaintext, const SealFaults& faults) {
  const uint64_t n = current_.nonce();
  auto [cipher, rekeys] = KeyFor(faults.key);
  uint64_t nonce = n;
  if (faults.nonce) {
    const auto number = static_cast<uint64_t>(faults.nonce->number);
    nonce = faults.nonce->relative ? n + number : number;
  }
  cipher.SetNonce(nonce);
  last_ = {.nonce = nonce, .rekeys = rekeys, .fingerprint = Fingerprint(ExposeKey(cipher))};
  Bytes sealed(cipher.EncryptedSize(plaintext.size()));
  // Fails for the nonce 2^64-1 only; then zeros are sent, which verify nowhere.
  (void)cipher.EncryptWithAd({}, plaintext, sealed);
  previous_ = current_.Clone();
  current_.Rekey();
  current_.SetNonce(n + 1);
  return sealed;
}

SealChain::Key SealChain::KeyFor(KeyFault fault) const {
  const uint64_t n = current_.nonce();
  Key key;
  switch (fault) {
    case KeyFault::kNone:
      return {current_.Clone(), n};
    case KeyFault::kSkip:
      return {previous_.Clone(), n == 0 ? 0 : n - 1};
    case KeyFault::kTwice:
      key = {current_.Clone(), n + 1};
      key.cipher.Rekey();
      return key;
    case KeyFault::kOther:
      return {other_.Clone(), 0};
    case KeyFault::kFirst:
      return {first_.Clone(), 0};
    case KeyFault::kZero:
      key.cipher.InitializeKey(AeadKey());
      return key;
  }
  return key;
}

std::optional<Bytes> OpenChain::Open(ByteView ciphertext) {
  const uint64_t n = current_.nonce();
  last_ = {.nonce = n, .rekeys = n, .fingerprint = Fingerprint(ExposeKey(current_))};
  Bytes plaintext(current_.DecryptedSize(ciphertext.size()));
  if (!current_.DecryptWithAd({}, ciphertext, plaintext)) return std::nullopt;
  current_.Rekey();
  return plaintext;
}

}  // namespace asmtp::conformance
