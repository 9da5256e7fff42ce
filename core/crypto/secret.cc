#include "core/crypto/secret.h"

#include <sodium.h>

namespace asmtp {

void Wipe(MutableByteView bytes) { sodium_memzero(bytes.data(), bytes.size()); }

void FillRandom(MutableByteView bytes) { randombytes_buf(bytes.data(), bytes.size()); }

}  // namespace asmtp
