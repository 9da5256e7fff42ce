#include "fuzz/session/key_ring.h"

#include "fuzz/model/blake2b.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kRingCount = 4;

// Returns 32 bytes, distinct for each `kind`, holder and number.
model::Bytes SecretOf(uint8_t kind, Holder holder, uint8_t number) {
  return model::Blake2b(model::Bytes{kind, static_cast<uint8_t>(holder), number}, 32);
}

StaticKey MakeStaticKey(Suite suite, Holder holder, uint8_t ring) {
  model::Bytes secret = SecretOf('s', holder, ring);
  StaticKeyPair pair = StaticKeyPair::FromSecret(suite, StaticSecret(FixedView<32>(secret.data())));
  const auto& bytes = pair.public_key().bytes();
  model::Bytes public_key(bytes.begin(), bytes.end());
  return {.pair = std::move(pair), .secret = std::move(secret), .public_key = public_key};
}

std::vector<StaticKey> MakeAllStaticKeys() {
  std::vector<StaticKey> keys;
  for (const Suite suite : kSuites) {
    for (size_t holder = 0; holder < kHolderCount; ++holder) {
      for (uint8_t ring = 0; ring < kRingCount; ++ring) {
        keys.push_back(MakeStaticKey(suite, static_cast<Holder>(holder), ring));
      }
    }
  }
  return keys;
}

}  // namespace

const StaticKey& StaticKeyOf(Suite suite, Holder holder, uint8_t ring) {
  static const std::vector<StaticKey> kKeys = MakeAllStaticKeys();
  const size_t suite_index = suite == kSuites[0] ? 0 : 1;
  const size_t row = suite_index * kHolderCount + static_cast<size_t>(holder);
  return kKeys[row * kRingCount + ring % kRingCount];
}

model::Bytes EphemeralSecretOf(Holder holder, uint8_t keys) { return SecretOf('e', holder, keys); }

}  // namespace asmtp::fuzz
