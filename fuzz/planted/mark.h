// Mark: records whether an execution reached and triggered a planted bug. Used by the patches.
//
//   PlantedBugReached();                        the wrong line is executed
//   if (size > 15) PlantedBugTriggered();       and has a wrong effect
//
// Both are figures (fuzz/figures.h), with the CPU time of this process at their first count. A bug
// that is not reached needs other inputs, a bug that is not triggered needs other data in them, and
// a bug that is triggered but not found needs an oracle.
#ifndef ASMTP_FUZZ_PLANTED_MARK_H_
#define ASMTP_FUZZ_PLANTED_MARK_H_

#include <string_view>

namespace asmtp::fuzz {

// "planted bug reached" and "planted bug triggered" are counts. With the suffix " after ms" they
// are times in milliseconds, plus one.
inline constexpr std::string_view kReachedFigure = "planted bug reached";
inline constexpr std::string_view kTriggeredFigure = "planted bug triggered";
inline constexpr std::string_view kReachedAfterFigure = "planted bug reached after ms";
inline constexpr std::string_view kTriggeredAfterFigure = "planted bug triggered after ms";

void PlantedBugReached();
void PlantedBugTriggered();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_PLANTED_MARK_H_
