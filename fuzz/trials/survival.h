// Survival: the share of trials that have not found their bug yet, over processor time, a curve for
// each arm: the lower and the further left, the better.
#ifndef ASMTP_FUZZ_TRIALS_SURVIVAL_H_
#define ASMTP_FUZZ_TRIALS_SURVIVAL_H_

#include <string>

#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {

// An SVG that stands alone and goes into a page as it is; time is logarithmic, and the curves are
// the estimate of Kaplan and Meier. It has a label for those who do not see it.
std::string SurvivalSvg(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_SURVIVAL_H_
