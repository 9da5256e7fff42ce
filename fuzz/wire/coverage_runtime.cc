// The runtime of a program that counts its edges for CoverageMap: what a compiler's
// SanitizerCoverage calls with `trace-pc-guard`. It becomes a part of that program, in C++, C or
// Rust, and asks nothing of it but the C library. Without the variable __AFL_SHM_ID it counts
// nothing.
//
// A sanitizer's runtime has the same functions, which do nothing: to be linked as an object file.
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
uint32_t last = 0;  // guard that was numbered

// Takes its size from the segment, so that no number of edges passes its end.
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

// Is called before main(), by each object file with the guards of all of its library or program.
NOT_COUNTED void __sanitizer_cov_trace_pc_guard_init(uint32_t* begin, uint32_t* end) {
  if (begin == end || *begin != 0) return;
  if (counts == nullptr) Attach();
  if (counts == nullptr) return;
  for (uint32_t* guard = begin; guard != end; ++guard) *guard = ++last;
}

// Guards without a number count nothing. More edges than there is room for share their places. Of
// two threads at once one may not be counted; no count goes back to zero.
NOT_COUNTED void __sanitizer_cov_trace_pc_guard(uint32_t* guard) {
  if (*guard == 0) return;
  uint8_t* const count = &counts[*guard % size];
  const uint8_t next = static_cast<uint8_t>(__atomic_load_n(count, __ATOMIC_RELAXED) + 1);
  __atomic_store_n(count, next == 0 ? uint8_t{255} : next, __ATOMIC_RELAXED);
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

}  // extern "C"
