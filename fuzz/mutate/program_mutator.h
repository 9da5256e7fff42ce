// ProgramMutator: makes other programs of a program, for a fuzzer.
//
//   Random random(seed);
//   ByteMutator bytes(random, engine);
//   MutateProgram(input, max_size, bytes)        a program, at most so many bytes
//   CrossPrograms(a, b, max_size, random)        some actions of each
//
// Where the result has to be smaller than the input, as in -minimize_crash, it is the input made
// simpler (fuzz/mutate/simplification.h). Everything follows from the seed and from what the engine
// answers.
#ifndef ASMTP_FUZZ_MUTATE_PROGRAM_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_PROGRAM_MUTATOR_H_

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

// What a program may grow to, whatever the engine allows: a run is to cost no more than some
// milliseconds.
inline constexpr size_t kProgramSizeMax = size_t{256} * 1024;

// Any bytes are taken, and changed as bytes where there is no room for a program.
Bytes MutateProgram(ByteView input, size_t max_size, ByteMutator& bytes);

Bytes CrossPrograms(ByteView a, ByteView b, size_t max_size, Random& random);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_PROGRAM_MUTATOR_H_
