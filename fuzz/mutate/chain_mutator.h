// ChainMutator: mutates chains (fuzz/chain/spec.h), the inputs of asmtp_passport_chain. The harness
// hashes, links and signs the result, so a chain is valid except for the faults that its blocks ask
// for.
//
//   MutateChain(input, max_size, bytes)        a chain of at most `max_size` bytes
//   CrossChains(a, b, max_size, random)        some blocks or entries of each
//
// Input: a byte that says whether the id is that of the blocks, then the chain. If the result must
// be smaller than the input, it is the input without some blocks or entries, or with zeros.
#ifndef ASMTP_FUZZ_MUTATE_CHAIN_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_CHAIN_MUTATOR_H_

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

Bytes MutateChain(ByteView input, size_t max_size, ByteMutator& bytes);

Bytes CrossChains(ByteView a, ByteView b, size_t max_size, Random& random);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_CHAIN_MUTATOR_H_
