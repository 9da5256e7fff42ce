// Signatures that only a lenient verifier takes (CRY-24).
#ifndef ASMTP_FUZZ_MUTATE_WEAK_SIGNATURE_H_
#define ASMTP_FUZZ_MUTATE_WEAK_SIGNATURE_H_

#include "core/bytes/bytes.h"
#include "fuzz/mutate/random.h"

namespace asmtp::fuzz {

// Makes `signature`, 64 bytes, by `key`, 32 bytes, one that is none: S larger by L, a bit flipped,
// or a key of low order, by which one signature is right for many messages.
void SpoilSignature(Random& random, MutableByteView key, MutableByteView signature);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_WEAK_SIGNATURE_H_
