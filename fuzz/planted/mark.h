// Mark: how far an execution has come on the way to a planted bug. For the patches.
//
//   PlantedBugReached();                        the wrong line is executed
//   if (size > 15) PlantedBugTriggered();       and does something wrong
//
// Both are figures (fuzz/figures.h), with the CPU time of this process at which they were counted
// first. A bug that is not reached needs other inputs, one that is not triggered other data in
// them, and one that is triggered and not found an oracle.
#ifndef ASMTP_FUZZ_PLANTED_MARK_H_
#define ASMTP_FUZZ_PLANTED_MARK_H_

#include <string_view>

namespace asmtp::fuzz {

// "planted bug reached" and "... triggered": how often. Behind them " after ms", plus one.
inline constexpr std::string_view kReachedFigure = "planted bug reached";
inline constexpr std::string_view kTriggeredFigure = "planted bug triggered";
inline constexpr std::string_view kReachedAfterFigure = "planted bug reached after ms";
inline constexpr std::string_view kTriggeredAfterFigure = "planted bug triggered after ms";

void PlantedBugReached();
void PlantedBugTriggered();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_PLANTED_MARK_H_
