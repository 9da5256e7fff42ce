// Lanes: work that is done side by side, each lane taking the next piece until there is none.
//
//   RunInLanes(trials.size(), 2, [&](size_t i) { Run(trials[i]); }, [] { TellHowItGoes(); });
#ifndef ASMTP_FUZZ_DRIVER_LANES_H_
#define ASMTP_FUZZ_DRIVER_LANES_H_

#include <cstddef>
#include <functional>

namespace asmtp::fuzz {

// Calls `work` with each number below `count`, and `watch` twice a second meanwhile. After Ctrl-C
// nothing more is begun.
void RunInLanes(size_t count, unsigned lanes, const std::function<void(size_t)>& work,
                const std::function<void()>& watch);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_LANES_H_
