// Bytes for tests, written as text or made up.
//
//   HexBytes("00ff")              a vector of two bytes
//   HexArray<2>("00ff")           an array of two bytes
//   PatternBytes(1000)            always the same thousand bytes, without a short period
#ifndef ASMTP_CORE_TESTING_TEST_BYTES_H_
#define ASMTP_CORE_TESTING_TEST_BYTES_H_

#include <string_view>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp {

// Returns the bytes that `hex` stands for; spaces are left out. Ends the program where it is not
// hexadecimal: a wrong constant in a test is a wrong test.
std::vector<uint8_t> HexBytes(std::string_view hex);

// As HexBytes, of exactly `N` bytes.
template <size_t N>
ByteArray<N> HexArray(std::string_view hex);

// Returns `size` bytes that look random and depend on `seed` only.
std::vector<uint8_t> PatternBytes(size_t size, uint64_t seed = 1);

// As PatternBytes, of exactly `N` bytes.
template <size_t N>
ByteArray<N> PatternArray(uint64_t seed) {
  ByteArray<N> bytes;
  CopyTo(PatternBytes(N, seed), bytes);
  return bytes;
}

// Writes the bytes of `hex` to `out`; ends the program where their number is another.
void HexInto(std::string_view hex, MutableByteView out);

template <size_t N>
ByteArray<N> HexArray(std::string_view hex) {
  ByteArray<N> bytes;
  HexInto(hex, bytes);
  return bytes;
}

// Returns a copy that owns its bytes, for comparisons.
inline std::vector<uint8_t> ToVector(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_TEST_BYTES_H_
