// BLAKE2b, unkeyed, with a digest of 1 to 64 bytes.
#ifndef ASMTP_FUZZ_MODEL_BLAKE2B_H_
#define ASMTP_FUZZ_MODEL_BLAKE2B_H_

#include "fuzz/model/bytes.h"

namespace asmtp::model {

Bytes Blake2b(View data, size_t digest_size);

}  // namespace asmtp::model

#endif  // ASMTP_FUZZ_MODEL_BLAKE2B_H_
