// The operating system's randomness, at the edge: only key generation and core/net ask for it.
#ifndef ASMTP_CORE_CRYPTO_RANDOM_H_
#define ASMTP_CORE_CRYPTO_RANDOM_H_

#include "core/bytes/bytes.h"

namespace asmtp {

// Fills `out` with unpredictable bytes. Does not fail: libsodium aborts where the system has none.
void FillRandom(MutableByteView out);

}  // namespace asmtp

#endif  // ASMTP_CORE_CRYPTO_RANDOM_H_
