// ChainMutator: makes other chains of a chain (fuzz/chain/spec.h), the input of
// asmtp_passport_chain. The harness hashes, links and signs what comes out, so that a chain is
// whole but for the one fault that a block may ask for.
//
//   MutateChain(input, max_size, bytes)        a chain, at most so many bytes
//   CrossChains(a, b, max_size, random)        some blocks or entries of each
//
// Input: whether the id is that of the blocks 1, the chain. Where the result has to be smaller than
// the input, it is the input without some blocks or entries, or with zeros.
#ifndef ASMTP_FUZZ_MUTATE_CHAIN_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_CHAIN_MUTATOR_H_

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

Bytes MutateChain(ByteView input, size_t max_size, ByteMutator& bytes);

Bytes CrossChains(ByteView a, ByteView b, size_t max_size, Random& random);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_CHAIN_MUTATOR_H_
