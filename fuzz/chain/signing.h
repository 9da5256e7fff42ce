// Signing: the numbered keys of the harness, and signatures that the model knows.
//
//   SignAndTell(HarnessKey(3), header)
#ifndef ASMTP_FUZZ_CHAIN_SIGNING_H_
#define ASMTP_FUZZ_CHAIN_SIGNING_H_

#include "core/bytes/bytes.h"
#include "core/testing/signing_key.h"

namespace asmtp::fuzz {

inline constexpr size_t kHarnessKeyCount = 8;

// Returns one of eight keys, selected by `number` modulo 8.
const SigningKey& HarnessKey(uint8_t number);

// Returns the harness key with this public key. Maps any other key consistently to a harness key.
const SigningKey& HarnessKeyFor(FixedView<kVerifyKeySize> public_key);

// Signs, and tells the model that the signature is valid. Caches signatures, because most of an
// input is unchanged by its last mutation.
Signature SignAndTell(const SigningKey& key, ByteView message);

// Returns the signature with S + `times` L instead of S, modulo 2^256. It satisfies the same
// equation modulo L, but CRY-24 rejects it.
Signature WithLargerS(Signature signature, uint8_t times = 1);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_SIGNING_H_
