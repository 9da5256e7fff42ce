// MessageMutator: mutates plaintexts, the inputs of asmtp_message and of the signed asmtp_msg_*
// targets. Some gossips and passports are mutated by parts and signed again with harness keys, to
// reach the code after the signature check, and some of those get one fault. Everything else is
// mutated as bytes.
//
//   MutateMessage(input, max_size, bytes)          a plaintext of the type of the input
//   MutateGossip(input, max_size, bytes)           a gossip, whatever the first byte is
//   CrossMessages(a, b, max_size, random)          some parts of each
//   MutateSigned(input, max_size, 4, bytes)        always signed, and with a fault 1 time in 4
//
// If the result must be smaller than the input, it is the input without some of its parts.
#ifndef ASMTP_FUZZ_MUTATE_MESSAGE_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_MESSAGE_MUTATOR_H_

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

Bytes MutateMessage(ByteView input, size_t max_size, ByteMutator& bytes);
Bytes MutateGossip(ByteView input, size_t max_size, ByteMutator& bytes);
Bytes MutatePutPassport(ByteView input, size_t max_size, ByteMutator& bytes);

// Whether the plaintext is of a type that MutateSigned takes: a gossip or a passport.
bool IsSigned(ByteView plaintext);
// Mutates the plaintext by parts and signs it. One in `spoilt_one_in` gets one fault.
Bytes MutateSigned(ByteView input, size_t max_size, size_t spoilt_one_in, ByteMutator& bytes);

Bytes CrossMessages(ByteView a, ByteView b, size_t max_size, Random& random);
Bytes CrossGossips(ByteView a, ByteView b, size_t max_size, Random& random);
Bytes CrossPutPassports(ByteView a, ByteView b, size_t max_size, Random& random);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_MESSAGE_MUTATOR_H_
