// Linked into every program that links core/crypto. Without sodium_init(), libsodium uses portable
// implementations, which are several times slower.
#include <sodium.h>

#include <cstdio>
#include <cstdlib>

namespace {

[[maybe_unused]] const bool kSodiumReady = [] {
  if (sodium_init() >= 0) return true;
  std::fputs("asmtp: libsodium could not be initialised (no source of randomness?)\n", stderr);
  std::abort();
}();

}  // namespace
