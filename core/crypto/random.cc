#include "core/crypto/random.h"

#include <sodium.h>

namespace asmtp {

void FillRandom(MutableByteView out) { randombytes_buf(out.data(), out.size()); }

}  // namespace asmtp
