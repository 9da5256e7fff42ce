// Sample: whether a check that takes long and repeats another one is made of this input.
//
//   if (IsSampled(stream, 8)) CheckPieces();
//
// Within libFuzzer it is one input of so many, chosen by a hash of its bytes, so that an input is
// always checked or never. In every other program, the tests that replay the corpus and the
// regressions, it is every input: what a fuzzer keeps is checked in full before it stays.
#ifndef ASMTP_FUZZ_SAMPLE_H_
#define ASMTP_FUZZ_SAMPLE_H_

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// FNV-1a, over these bytes and those that gave `before`.
inline constexpr uint64_t kHashOfNothing = 0xcbf29ce484222325;
uint64_t HashOf(ByteView bytes, uint64_t before = kHashOfNothing);

bool IsSampled(ByteView input, uint64_t one_in);

// The same of a hash. For tests: with an engine or without.
bool IsSampled(uint64_t hash, uint64_t one_in, bool has_engine);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SAMPLE_H_
