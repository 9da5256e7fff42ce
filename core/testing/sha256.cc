#include "core/testing/sha256.h"

#include <sodium.h>

namespace asmtp {

ByteArray<32> Sha256(ByteView input) {
  ByteArray<32> out;
  crypto_hash_sha256(out.data(), input.data(), input.size());
  return out;
}

}  // namespace asmtp
