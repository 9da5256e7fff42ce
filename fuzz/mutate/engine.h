// Engine: what libFuzzer, and whatever speaks its language, calls to mutate inputs.
//
//   ASMTP_MUTATORS("asmtp_session")         in the source of a target
//
// A mutator that fails, by an exception, a signal, a sanitizer's report or a result that is too
// large, ends the process; before that the whole mutation is written to stderr and into the file
// mutator-failure-SEED.txt (in $ASMTP_MUTATOR_REPORTS, or the working folder):
//
//   asmtp-fuzz: a mutator failed. To see it again: asmtp-fuzz mutate mutator-failure-123.txt
//   target asmtp_session
//   ...
//
// For comparisons, ASMTP_FUZZ_WITHOUT=mutator leaves inputs to the engine, as bytes, and
// ASMTP_FUZZ_WITHOUT=crossover makes no crossover of ours; both may be in it.
#ifndef ASMTP_FUZZ_MUTATE_ENGINE_H_
#define ASMTP_FUZZ_MUTATE_ENGINE_H_

#include "fuzz/mutate/mutation.h"

namespace asmtp::fuzz {

// Changes the first `size` of `max_size` bytes at `data`. Returns how many there are now; 0 for no
// mutation.
size_t MutateForEngine(const Mutator& mutator, uint8_t* data, size_t size, size_t max_size,
                       uint32_t seed);

// Writes a crossover to `out`. Returns its size; 0 for none.
size_t CrossForEngine(const Mutator& mutator, ByteView a, ByteView b, MutableByteView out,
                      uint32_t seed);

}  // namespace asmtp::fuzz

// Defines what the engine calls.
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
