// HKDF (Noise 4.3) with two outputs: what MixKey and Split need.
#ifndef ASMTP_CORE_NOISE_HKDF_H_
#define ASMTP_CORE_NOISE_HKDF_H_

#include "core/crypto/hash.h"

namespace asmtp::noise {

// The two outputs, one hash long each.
struct HkdfOutput {
  Secret<kHash512Size> first;
  Secret<kHash512Size> second;
};

// HKDF(chaining_key, input_key_material, 2).
HkdfOutput Hkdf(FixedView<kHash512Size> chaining_key, ByteView input_key_material);

}  // namespace asmtp::noise

#endif  // ASMTP_CORE_NOISE_HKDF_H_
