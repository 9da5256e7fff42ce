#include "fuzz/mutate/weak_signature.h"

#include <algorithm>
#include <array>

#include "core/crypto/signature.h"
#include "fuzz/chain/signing.h"

namespace asmtp::fuzz {
namespace {

// First, middle and last bytes of keys of low order: 1, -1, -1 + p, 1 with a sign, 0.
struct WeakKey {
  uint8_t first, middle, last;
};
constexpr std::array<WeakKey, 5> kWeakKeys = {WeakKey{1, 0, 0}, WeakKey{0xec, 0xff, 0x7f},
                                              WeakKey{0xee, 0xff, 0x7f}, WeakKey{1, 0, 0x80},
                                              WeakKey{0, 0, 0}};

}  // namespace

void SpoilSignature(Random& random, MutableByteView key, MutableByteView signature) {
  switch (random.Below(3)) {
    case 0:
      CopyTo(WithLargerS(FixedView<kSignatureSize>(signature.data()).Copy()), signature);
      return;
    case 1:
      signature[random.Below(signature.size())] ^= static_cast<uint8_t>(1U << random.Below(8));
      return;
    default:
      break;
  }
  const WeakKey weak = random.Pick(kWeakKeys);
  std::ranges::fill(key, weak.middle);
  key.front() = weak.first;
  key.back() = weak.last;
  // R is the neutral element and S zero: right where [k]A is the neutral element.
  std::ranges::fill(signature, uint8_t{0});
  signature.front() = 1;
}

}  // namespace asmtp::fuzz
