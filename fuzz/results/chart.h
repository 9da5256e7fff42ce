// Chart: features over time as an inline SVG, coloured by classes of fuzz.css so that it follows
// light and dark.
#ifndef ASMTP_FUZZ_RESULTS_CHART_H_
#define ASMTP_FUZZ_RESULTS_CHART_H_

#include <span>
#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// A stepped line, from the fewest to the most features; with a label for those who do not see it.
// Empty without samples that have a feature.
std::string FeaturesChart(std::span<const Sample> samples);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_CHART_H_
