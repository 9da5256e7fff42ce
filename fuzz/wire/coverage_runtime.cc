// The runtime of a program that counts its edges for CoverageMap: the callbacks of
// SanitizerCoverage with `trace-pc-guard`. Link it into a program in C++, C or Rust; it needs only
// the C library. It counts nothing without the variable __AFL_SHM_ID.
//
// Link it as an object file, because a sanitizer's runtime library has the same functions, which do
// nothing.
#include <sys/shm.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#ifdef __clang__
#define NOT_COUNTED __attribute__((no_sanitize("coverage")))
#else
#define NOT_COUNTED __attribute__((no_sanitize_coverage))
#endif

namespace {

uint8_t* counts = nullptr;
size_t size = 0;
uint32_t last = 0;  // highest number of a guard

// Takes the size from the segment, so that no edge is counted beyond its end.
NOT_COUNTED void Attach() {
  const char* const text = std::getenv("__AFL_SHM_ID");
  if (text == nullptr) return;
  char* end = nullptr;
  const long id = std::strtol(text, &end, 10);
  shmid_ds about{};
  if (end == text || *end != '\0' || ::shmctl(static_cast<int>(id), IPC_STAT, &about) != 0) return;
  void* const memory = ::shmat(static_cast<int>(id), nullptr, 0);
  if (reinterpret_cast<intptr_t>(memory) == -1) return;
  counts = static_cast<uint8_t*>(memory);
  size = about.shm_segsz;
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the compiler's names.
void __sanitizer_cov_trace_pc_guard_init(uint32_t* begin, uint32_t* end);
void __sanitizer_cov_trace_pc_guard(uint32_t* guard);

// Called before main() by each object file, with all guards of its library or program.
NOT_COUNTED void __sanitizer_cov_trace_pc_guard_init(uint32_t* begin, uint32_t* end) {
  if (begin == end || *begin != 0) return;
  if (counts == nullptr) Attach();
  if (counts == nullptr) return;
  for (uint32_t* guard = begin; guard != end; ++guard) *guard = ++last;
}

// Guards without a number count nothing. Excess edges share counters. Concurrent threads may lose a
// count. A counter does not wrap to zero.
NOT_COUNTED void __sanitizer_cov_trace_pc_guard(uint32_t* guard) {
  if (*guard == 0) return;
  uint8_t* const count = &counts[*guard % size];
  const uint8_t next = static_cast<uint8_t>(__atomic_load_n(count, __ATOMIC_RELAXED) + 1);
  __atomic_store_n(count, next == 0 ? uint8_t{255} : next, __ATOMIC_RELAXED);
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

}  // extern "C"
