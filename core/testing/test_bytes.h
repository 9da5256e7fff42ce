// Bytes for tests, from hexadecimal text or from a pattern.
//
//   HexBytes("00ff")              a vector of two bytes
//   HexArray<2>("00ff")           an array of two bytes
//   PatternBytes(1000)            always the same 1000 bytes, without a short period
#ifndef ASMTP_CORE_TESTING_TEST_BYTES_H_
#define ASMTP_CORE_TESTING_TEST_BYTES_H_

#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp {

// Returns the bytes of `hex`. Ignores spaces. Ends the program if `hex` is invalid, because the
// test itself is wrong.
std::vector<uint8_t> HexBytes(std::string_view hex);

// Like HexBytes(), for exactly `N` bytes.
template <size_t N>
ByteArray<N> HexArray(std::string_view hex);

// Returns `size` bytes that look random and depend on `seed` only.
std::vector<uint8_t> PatternBytes(size_t size, uint64_t seed = 1);

// Like PatternBytes(), for exactly `N` bytes.
template <size_t N>
ByteArray<N> PatternArray(uint64_t seed) {
  ByteArray<N> bytes;
  CopyTo(PatternBytes(N, seed), bytes);
  return bytes;
}

// Writes the bytes of `hex` to `out`. Ends the program if the sizes differ.
void HexInto(std::string_view hex, MutableByteView out);

template <size_t N>
ByteArray<N> HexArray(std::string_view hex) {
  ByteArray<N> bytes;
  HexInto(hex, bytes);
  return bytes;
}

// Returns a copy of `bytes` for comparisons.
inline std::vector<uint8_t> ToVector(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_TEST_BYTES_H_
