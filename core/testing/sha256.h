// SHA-256 (FIPS 180-4). ASMTP does not use it; reports identify messages by it.
//
//   ToHex(Sha256(plaintext))
#ifndef ASMTP_CORE_TESTING_SHA256_H_
#define ASMTP_CORE_TESTING_SHA256_H_

#include "core/bytes/bytes.h"

namespace asmtp {

ByteArray<32> Sha256(ByteView input);

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_SHA256_H_
