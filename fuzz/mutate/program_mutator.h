// ProgramMutator: mutates programs for a fuzzer.
//
//   Random random(seed);
//   ByteMutator bytes(random, engine);
//   MutateProgram(input, max_size, bytes)        a program of at most `max_size` bytes
//   CrossPrograms(a, b, max_size, random)        some actions of each
//
// If the result must be smaller than the input, as in -minimize_crash, it is a simplification of
// the input (fuzz/mutate/simplification.h). The seed and the answers of the engine determine the
// result.
#ifndef ASMTP_FUZZ_MUTATE_PROGRAM_MUTATOR_H_
#define ASMTP_FUZZ_MUTATE_PROGRAM_MUTATOR_H_

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

// The maximum size of a program, even if the engine allows more, so that a run takes only a few
// milliseconds.
inline constexpr size_t kProgramSizeMax = size_t{256} * 1024;

// Accepts any bytes, and mutates them as bytes if there is no room for a program.
Bytes MutateProgram(ByteView input, size_t max_size, ByteMutator& bytes);

Bytes CrossPrograms(ByteView a, ByteView b, size_t max_size, Random& random);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_PROGRAM_MUTATOR_H_
