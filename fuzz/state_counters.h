// State counters: tells libFuzzer where a run has been that no edge of the code shows, such as how
// many frames an end has accepted. Other engines do not see them.
//
//   CountStateOf(phase * 8 + frames);
#ifndef ASMTP_FUZZ_STATE_COUNTERS_H_
#define ASMTP_FUZZ_STATE_COUNTERS_H_

#include <cstddef>
#include <cstdint>

namespace asmtp::fuzz {

inline constexpr size_t kStateCounterCount = 4096;

// Marks the cell that `state` hashes to.
void CountStateOf(uint64_t state);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_STATE_COUNTERS_H_
