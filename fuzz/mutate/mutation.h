// Mutation: one call of a mutator and all that its result follows from, so that it can be made
// again: by a test, or by `asmtp-fuzz mutate FILE` after a mutator has failed.
//
//   target asmtp_session                  as text, in this order
//   seed 123
//   max-size 4096
//   input 00000000
//   other 00000000                        only of a crossover
//   engine 0401                           each answer of the fuzzing engine, as it came
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

// How the inputs of some targets are mutated.
struct Mutator {
  std::string_view target;
  Bytes (*mutate)(ByteView input, size_t max_size, ByteMutator& bytes);
  Bytes (*cross)(ByteView a, ByteView b, size_t max_size, Random& random);
};

// Returns null where the target has no mutator of its own.
const Mutator* MutatorOf(std::string_view target);

struct Mutation {
  Mutator mutator;
  uint32_t seed = 0;
  size_t max_size = 0;
  Bytes input;
  std::optional<Bytes> other;  // of a crossover
  std::vector<Bytes> answers;  // of the engine
};

// Makes it again, with the answers that the engine gave; those that are missing come from the seed.
Bytes Replay(const Mutation& mutation);

std::string Print(const Mutation& mutation);
// An error says at which line what was expected.
std::expected<Mutation, std::string> ReadMutation(std::string_view text);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_MUTATION_H_
