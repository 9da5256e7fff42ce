#include "fuzz/mutate/weak_signature.h"

#include <algorithm>
#include <vector>

#include "core/crypto/signature.h"
#include "core/testing/low_order_points.h"
#include "fuzz/chain/signing.h"

namespace asmtp::fuzz {

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
  static const std::vector<ByteArray<32>> kWeakKeys = LowOrderPoints(Suite::kEd25519);
  CopyTo(random.Pick(kWeakKeys), key);
  // R is the neutral element and S is zero: the equation holds if [k]A is the neutral element.
  std::ranges::fill(signature, uint8_t{0});
  signature.front() = 1;
}

}  // namespace asmtp::fuzz
