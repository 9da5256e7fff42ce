// WatchFreedMemory: searches freed memory for a secret. Replaces operator new and delete of the
// whole program, so only one file of a test may include this header.
//
//   WatchFreedMemory watch(plaintext);
//   buffer = ReceiveBuffer();
//   EXPECT_FALSE(watch.Seen());              // no freed block contained 8 consecutive bytes of it
#ifndef ASMTP_CORE_TESTING_FREED_MEMORY_H_
#define ASMTP_CORE_TESTING_FREED_MEMORY_H_

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

#include "core/bytes/bytes.h"

namespace asmtp {

// At most one object may exist at a time, and only one thread may free memory.
class WatchFreedMemory {
 public:
  static constexpr size_t kPartSize = 8;

  // Borrows `secret`. Searches for each of its 8-byte parts at multiples of 8.
  explicit WatchFreedMemory(ByteView secret) : secret_(secret) { current = this; }
  ~WatchFreedMemory() { current = nullptr; }
  WatchFreedMemory(const WatchFreedMemory&) = delete;
  WatchFreedMemory& operator=(const WatchFreedMemory&) = delete;

  bool Seen() const { return seen_; }

  static void BeforeFree(void* memory) {
    if (memory != nullptr && current != nullptr) current->Look(memory);
  }

 private:
  void Look(void* memory) {
    const size_t size = ::malloc_usable_size(memory);
    for (size_t at = 0; at + kPartSize <= secret_.size() && !seen_; at += kPartSize) {
      seen_ = ::memmem(memory, size, secret_.data() + at, kPartSize) != nullptr;
    }
  }

  inline static WatchFreedMemory* current = nullptr;
  ByteView secret_;
  bool seen_ = false;
};

}  // namespace asmtp

void* operator new(size_t size) {
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](size_t size) { return operator new(size); }
void operator delete(void* memory) noexcept {
  asmtp::WatchFreedMemory::BeforeFree(memory);
  std::free(memory);
}
void operator delete[](void* memory) noexcept { operator delete(memory); }
void operator delete(void* memory, size_t) noexcept { operator delete(memory); }
void operator delete[](void* memory, size_t) noexcept { operator delete(memory); }

#endif  // ASMTP_CORE_TESTING_FREED_MEMORY_H_
