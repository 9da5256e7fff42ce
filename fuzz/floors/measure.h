// Measure: the features that the corpus of a target reaches, and the speed of the target.
#ifndef ASMTP_FUZZ_FLOORS_MEASURE_H_
#define ASMTP_FUZZ_FLOORS_MEASURE_H_

#include <chrono>
#include <expected>
#include <string>

#include "fuzz/driver/corpus.h"
#include "fuzz/floors/floors.h"

namespace asmtp::fuzz {

// Fuzzes a target from its corpus with a fixed seed for a few seconds. Keeps no inputs.
std::expected<TargetFloor, std::string> MeasureTarget(const TargetSetup& setup,
                                                      const Corpus& corpus,
                                                      std::chrono::seconds time);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_MEASURE_H_
