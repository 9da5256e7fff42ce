// MemoryHolds: searches the memory of an object for a secret.
//
//   alignas(StaticKeyPair) unsigned char memory[sizeof(StaticKeyPair)];
//   auto* pair = new (memory) StaticKeyPair(...);
//   EXPECT_TRUE(MemoryHolds(memory, secret));            // the control: the search works
//   pair->~StaticKeyPair();
//   EXPECT_FALSE(MemoryHolds(memory, secret));
#ifndef ASMTP_CORE_TESTING_TEST_MEMORY_H_
#define ASMTP_CORE_TESTING_TEST_MEMORY_H_

#include <algorithm>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp {

// Returns whether any 8-byte part of `secret` at a multiple of 8 is in `memory`. Reads through a
// volatile pointer, so the compiler cannot draw conclusions from the lifetime of the object.
template <size_t N>
bool MemoryHolds(const unsigned char (&memory)[N], ByteView secret) {
  std::vector<uint8_t> copy(N);
  const volatile unsigned char* bytes = memory;
  for (size_t i = 0; i < N; ++i) copy[i] = bytes[i];
  for (size_t at = 0; at + 8 <= secret.size(); at += 8) {
    if (!std::ranges::search(copy, secret.subspan(at, 8)).empty()) return true;
  }
  return false;
}

}  // namespace asmtp

#endif  // ASMTP_CORE_TESTING_TEST_MEMORY_H_
