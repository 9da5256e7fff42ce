// Engine: the custom mutator functions that libFuzzer and compatible engines call.
//
//   ASMTP_MUTATORS("asmtp_session")         in the source of a target
//
// A mutator that fails by an exception, a signal, a sanitizer report or a too large result ends the
// process. First the whole mutation is written to stderr and to the file mutator-failure-SEED.txt
// in $ASMTP_MUTATOR_REPORTS, or in the working folder:
//
//   asmtp-fuzz: a mutator failed; reproduce: asmtp-fuzz mutate mutator-failure-123.txt
//   target asmtp_session
//   ...
//
// For comparisons, ASMTP_FUZZ_WITHOUT=mutator lets the engine mutate inputs as bytes, and
// ASMTP_FUZZ_WITHOUT=crossover disables our crossover. Separate several with commas.
#ifndef ASMTP_FUZZ_MUTATE_ENGINE_H_
#define ASMTP_FUZZ_MUTATE_ENGINE_H_

#include "fuzz/mutate/mutation.h"

namespace asmtp::fuzz {

// Mutates the first `size` bytes at `data`, which has room for `max_size`. Returns the new size, or
// 0 without a mutation.
size_t MutateForEngine(const Mutator& mutator, uint8_t* data, size_t size, size_t max_size,
                       uint32_t seed);

// Writes a crossover to `out`. Returns its size, or 0 without one.
size_t CrossForEngine(const Mutator& mutator, ByteView a, ByteView b, MutableByteView out,
                      uint32_t seed);

}  // namespace asmtp::fuzz

// Defines the functions that the engine calls.
#define ASMTP_MUTATORS(target)                                                                     \
  extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,           \
                                            unsigned seed) {                                       \
    return ::asmtp::fuzz::MutateForEngine(*::asmtp::fuzz::MutatorOf(target), data, size, max_size, \
                                          seed);                                                   \
  }                                                                                                \
  extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* a, size_t a_size, const uint8_t* b,   \
                                              size_t b_size, uint8_t* out, size_t max_size,        \
                                              unsigned seed) {                                     \
    return ::asmtp::fuzz::CrossForEngine(*::asmtp::fuzz::MutatorOf(target), {a, a_size},           \
                                         {b, b_size}, {out, max_size}, seed);                      \
  }

#endif  // ASMTP_FUZZ_MUTATE_ENGINE_H_
