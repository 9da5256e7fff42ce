// Signatures that only a lenient verifier accepts (CRY-24).
#ifndef ASMTP_FUZZ_MUTATE_WEAK_SIGNATURE_H_
#define ASMTP_FUZZ_MUTATE_WEAK_SIGNATURE_H_

#include "core/bytes/bytes.h"
#include "fuzz/mutate/random.h"

namespace asmtp::fuzz {

// Invalidates the 64-byte `signature` by the 32-byte `key`: adds L to S, flips a bit, or replaces
// the key by one of low order, for which one signature fits many messages.
void SpoilSignature(Random& random, MutableByteView key, MutableByteView signature);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_WEAK_SIGNATURE_H_
