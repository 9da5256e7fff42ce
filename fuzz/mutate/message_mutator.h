// MessageMutator: makes other plaintexts of a plaintext, the input of asmtp_message and of the
// asmtp_msg_* that are signed. Of gossips and passports, some are changed in their parts and signed
// again with keys of the harness, so that what stands behind a signature is reached, and some of
// those are spoilt after that. Everything else is changed as bytes.
//
//   MutateMessage(input, max_size, bytes)          a plaintext of the type of the input
//   MutateGossip(input, max_size, bytes)           a gossip, whatever the first byte is
//   CrossMessages(a, b, max_size, random)          some parts of each
//   MutateSigned(input, max_size, 4, bytes)        signed always, and spoilt one time in 4
//
// Where the result has to be smaller than the input, it is the input without some of its parts.
#ifndef ASMTP_FUZZ_MUTATE_MESSAGE_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_MESSAGE_MUTATOR_H_

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

Bytes MutateMessage(ByteView input, size_t max_size, ByteMutator& bytes);
Bytes MutateGossip(ByteView input, size_t max_size, ByteMutator& bytes);
Bytes MutatePutPassport(ByteView input, size_t max_size, ByteMutator& bytes);

// Whether the plaintext is of a type that MutateSigned takes: a gossip or a passport.
bool IsSigned(ByteView plaintext);
// Changes the plaintext in its parts and signs it. `spoilt_one_in`: how often one thing is wrong.
Bytes MutateSigned(ByteView input, size_t max_size, size_t spoilt_one_in, ByteMutator& bytes);

Bytes CrossMessages(ByteView a, ByteView b, size_t max_size, Random& random);
Bytes CrossGossips(ByteView a, ByteView b, size_t max_size, Random& random);
Bytes CrossPutPassports(ByteView a, ByteView b, size_t max_size, Random& random);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_MESSAGE_MUTATOR_H_
