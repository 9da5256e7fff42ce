// Sample: selects inputs for a slow check that repeats another one.
//
//   if (IsSampled(stream, 8)) CheckPieces();
//
// With libFuzzer it selects one in `one_in` inputs by a hash of the bytes, so an input is always
// checked or never. In every other program, such as the tests that replay the corpus and the
// regressions, it selects every input, so all kept inputs are checked in full.
#ifndef ASMTP_FUZZ_SAMPLE_H_
#define ASMTP_FUZZ_SAMPLE_H_

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// FNV-1a over the bytes of `before` and these bytes.
inline constexpr uint64_t kHashOfNothing = 0xcbf29ce484222325;
uint64_t HashOf(ByteView bytes, uint64_t before = kHashOfNothing);

bool IsSampled(ByteView input, uint64_t one_in);

// The same for a hash, and with or without an engine, for tests.
bool IsSampled(uint64_t hash, uint64_t one_in, bool has_engine);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SAMPLE_H_
