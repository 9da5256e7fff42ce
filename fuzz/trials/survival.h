// Survival: the share of trials that have not found their bug, over processor time, with one curve
// per arm. Lower and further left is better.
#ifndef ASMTP_FUZZ_TRIALS_SURVIVAL_H_
#define ASMTP_FUZZ_TRIALS_SURVIVAL_H_

#include <string>

#include "fuzz/trials/trials.h"

namespace asmtp::fuzz {

// Returns an SVG that works as a file and inline in a page. Time is logarithmic and the curves are
// Kaplan-Meier estimates. It has a label for screen readers.
std::string SurvivalSvg(const TrialsReport& report);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_SURVIVAL_H_
