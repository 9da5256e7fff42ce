// Lanes: parallel work. Each lane takes the next piece until none is left.
//
//   RunInLanes(trials.size(), 2, [&](size_t i) { Run(trials[i]); }, [] { ShowProgress(); });
#ifndef ASMTP_FUZZ_DRIVER_LANES_H_
#define ASMTP_FUZZ_DRIVER_LANES_H_

#include <cstddef>
#include <functional>

namespace asmtp::fuzz {

// Calls `work` with each number below `count`, and meanwhile `watch` twice a second. Starts no more
// work after Ctrl-C.
void RunInLanes(size_t count, unsigned lanes, const std::function<void(size_t)>& work,
                const std::function<void()>& watch);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_LANES_H_
