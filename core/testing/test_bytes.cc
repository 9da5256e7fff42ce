#include "core/testing/test_bytes.h"

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "core/testing/hex.h"

namespace asmtp {

std::vector<uint8_t> HexBytes(std::string_view hex) {
  std::string digits(hex);
  std::erase(digits, ' ');
  auto bytes = FromHex(digits);
  if (!bytes) {
    std::fprintf(stderr, "constant in a test: %s\n", Describe(bytes.error()).c_str());
    std::abort();
  }
  return *std::move(bytes);
}

void HexInto(std::string_view hex, MutableByteView out) {
  const std::vector<uint8_t> bytes = HexBytes(hex);
  if (bytes.size() != out.size()) {
    std::fprintf(stderr, "constant in a test: found %zu bytes, expected %zu\n", bytes.size(),
                 out.size());
    std::abort();
  }
  CopyTo(bytes, out);
}

std::vector<uint8_t> PatternBytes(size_t size, uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::vector<uint8_t> bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(generator() >> 56);
  return bytes;
}

}  // namespace asmtp
