// Helpers of the message builders; private to core/testing.
#ifndef ASMTP_CORE_TESTING_BUILD_BYTES_H_
#define ASMTP_CORE_TESTING_BUILD_BYTES_H_

#include <vector>

#include "core/testing/layout.h"
#include "core/testing/signing_key.h"

namespace asmtp {

// Appends `more` to `bytes`.
inline void AppendBytes(ByteView more, std::vector<uint8_t>* bytes) {
  bytes->insert(bytes->end(), more.begin(), more.end());
}

// Replaces the last 64 bytes of `bytes` with the signature by `key` over the bytes before them.
// Does nothing if `bytes` is shorter than that.
inline void SignAtEnd(const SigningKey& key, MutableByteView bytes) {
  if (bytes.size() < kSignatureSize) return;
  const Signature signature = key.Sign(bytes.first(bytes.size() - kSignatureSize));
  CopyTo(signature, bytes.last(kSignatureSize));
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_BUILD_BYTES_H_
