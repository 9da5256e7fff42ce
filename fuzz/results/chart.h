// Chart: features over time as an inline SVG. Classes of fuzz.css colour it, so it follows light
// and dark mode.
#ifndef ASMTP_FUZZ_RESULTS_CHART_H_
#define ASMTP_FUZZ_RESULTS_CHART_H_

#include <span>
#include <string>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// Returns a stepped line from the fewest to the most features, with a label for screen readers.
// Returns "" without samples that have a feature.
std::string FeaturesChart(std::span<const Sample> samples);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_RESULTS_CHART_H_
