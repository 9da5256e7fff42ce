#include "fuzz/state_counters.h"

#include "fuzz/without.h"

namespace asmtp::fuzz {
namespace {

// Volatile, because nothing here reads them and they would be optimised away.
__attribute__((
    section("__libfuzzer_extra_counters"))) volatile uint8_t g_state_counters[kStateCounterCount];

}  // namespace

void CountStateOf(uint64_t state) {
  static const bool kWithout = IsWithout("state-counters");
  if (kWithout) return;
  state *= 0x9e3779b97f4a7c15;  // spreads neighbours
  g_state_counters[state >> 52] = 1;
}

static_assert(kStateCounterCount == 1U << 12);

}  // namespace asmtp::fuzz
