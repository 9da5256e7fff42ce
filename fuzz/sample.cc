#include "fuzz/sample.h"

// Defined by libFuzzer. Absent in any other program.
extern "C" __attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t* data, size_t size,
                                                         size_t max_size);

namespace asmtp::fuzz {

// Not instrumented, because each byte would cost a call without information.
#ifdef __clang__
[[clang::no_sanitize("coverage")]]
#endif
uint64_t HashOf(ByteView bytes, uint64_t before) {
  const uint8_t* const data = bytes.data();
  const size_t size = bytes.size();
  for (size_t i = 0; i < size; ++i) before = (before ^ data[i]) * 0x100000001b3;
  return before;
}

bool IsSampled(ByteView input, uint64_t one_in) {
  return IsSampled(HashOf(input), one_in, LLVMFuzzerMutate != nullptr);
}

// The bits of FNV depend too much on the last bytes, so they are mixed first.
bool IsSampled(uint64_t hash, uint64_t one_in, bool has_engine) {
  hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15;
  return !has_engine || (hash >> 32) % one_in == 0;
}

}  // namespace asmtp::fuzz
