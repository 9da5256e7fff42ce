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
  static model::Memo<Signature> memo;
  const Signature signature =
      memo.Of({key.public_key(), message}, [&] { return key.Sign(message); });
  model::LearnSignature(key.public_key(), message, signature);
  return signature;
}

}  // namespace asmtp::fuzz
