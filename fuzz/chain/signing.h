// Signing: the keys of the harness, each named by a number, and signatures that the model knows.
//
//   SignAndTell(HarnessKey(3), header)
#ifndef ASMTP_FUZZ_CHAIN_SIGNING_H_
#define ASMTP_FUZZ_CHAIN_SIGNING_H_

#include "core/bytes/bytes.h"
#include "core/testing/signing_key.h"

namespace asmtp::fuzz {

inline constexpr size_t kHarnessKeyCount = 8;

// Returns one of eight.
const SigningKey& HarnessKey(uint8_t number);

// Returns the one with this public key. A key of nobody here stands for one of ours: the same
// always for the same.
const SigningKey& HarnessKeyFor(FixedView<kVerifyKeySize> public_key);

// Signs, and lets the model know: a signature that was made with the key is good. Remembers what it
// has signed, since most of an input is the one before its last mutation.
Signature SignAndTell(const SigningKey& key, ByteView message);

// Returns the signature with S + `times` L in place of S, modulo 2^256: to an equation that is
// computed modulo L it is the same, and to CRY-24 no signature.
Signature WithLargerS(Signature signature, uint8_t times = 1);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_CHAIN_SIGNING_H_
