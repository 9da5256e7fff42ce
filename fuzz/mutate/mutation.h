// Mutation: one call of a mutator with everything that determines its result, to repeat it in a
// test, or with `asmtp-fuzz mutate FILE` after a failure.
//
//   target asmtp_session                  as text, in this order
//   seed 123
//   max-size 4096
//   input 00000000
//   other 00000000                        only for a crossover
//   engine 0401                           each answer of the fuzzing engine, in order
//
//   auto mutation = ReadMutation(text);
//   Bytes result = Replay(*mutation);
#ifndef ASMTP_FUZZ_MUTATE_MUTATION_H_
#define ASMTP_FUZZ_MUTATE_MUTATION_H_

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/mutate/byte_mutator.h"

namespace asmtp::fuzz {

// The mutator of some targets.
struct Mutator {
  std::string_view target;
  Bytes (*mutate)(ByteView input, size_t max_size, ByteMutator& bytes);
  Bytes (*cross)(ByteView a, ByteView b, size_t max_size, Random& random);
};

// Returns null if the target has no mutator of its own.
const Mutator* MutatorOf(std::string_view target);

struct Mutation {
  Mutator mutator;
  uint32_t seed = 0;
  size_t max_size = 0;
  Bytes input;
  std::optional<Bytes> other;  // for a crossover
  std::vector<Bytes> answers;  // answers of the engine
};

// Repeats a mutation with the recorded answers of the engine. Missing answers are derived from the
// seed.
Bytes Replay(const Mutation& mutation);

std::string Print(const Mutation& mutation);
// The error names the line and what was expected.
std::expected<Mutation, std::string> ReadMutation(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_MUTATION_H_
