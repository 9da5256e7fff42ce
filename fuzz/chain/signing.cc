#include "fuzz/chain/signing.h"

#include <vector>

#include "fuzz/model/memo.h"
#include "fuzz/model/primitives.h"

namespace asmtp::fuzz {

const SigningKey& HarnessKey(uint8_t number) {
  static const std::vector<SigningKey> kKeys = [] {
    std::vector<SigningKey> keys;
    for (size_t i = 0; i < kHarnessKeyCount; ++i) {
      const model::Bytes seed(32, static_cast<uint8_t>(i + 1));
      keys.push_back(SigningKey::FromSeed(FixedView<32>(seed.data())));
    }
    return keys;
  }();
  return kKeys[number % kHarnessKeyCount];
}

const SigningKey& HarnessKeyFor(FixedView<kVerifyKeySize> public_key) {
  for (uint8_t number = 0; number < kHarnessKeyCount; ++number) {
    if (public_key == HarnessKey(number).public_key()) return HarnessKey(number);
  }
  return HarnessKey(public_key[0]);
}

Signature SignAndTell(const SigningKey& key, ByteView message) {
  static thread_local model::Memo<Signature> memo;
  const Signature signature =
      memo.Of({key.public_key(), message}, [&] { return key.Sign(message); });
  model::LearnSignature(key.public_key(), message, signature);
  return signature;
}

Signature WithLargerS(Signature signature, uint8_t times) {
  // L = 2^252 + 27742317777372353535851937790883648493, little-endian.
  static constexpr ByteArray<32> kOrder = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                           0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                           0,    0,    0,    0,    0,    0,    0,    0,
                                           0,    0,    0,    0,    0,    0,    0,    0x10};
  unsigned carry = 0;
  for (size_t i = 0; i < kOrder.size(); ++i) {
    carry += signature[32 + i] + times * unsigned{kOrder[i]};
    signature[32 + i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  return signature;
}

}  // namespace asmtp::fuzz
