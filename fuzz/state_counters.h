// State counters: reports to libFuzzer states that no code edge shows, such as the number of frames
// that an end has accepted. Other engines ignore them.
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
