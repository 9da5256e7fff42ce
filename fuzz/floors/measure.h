// Measure: features that the corpus of a target reaches, and how fast the target runs.
#ifndef ASMTP_FUZZ_FLOORS_MEASURE_H_
#define ASMTP_FUZZ_FLOORS_MEASURE_H_

#include <chrono>
#include <expected>
#include <string>

#include "fuzz/driver/corpus.h"
#include "fuzz/floors/floors.h"

namespace asmtp::fuzz {

// Fuzzes a target from its corpus for some seconds, with a fixed seed, and keeps nothing.
std::expected<TargetFloor, std::string> MeasureTarget(const TargetSetup& setup,
                                                      const Corpus& corpus,
                                                      std::chrono::seconds time);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_MEASURE_H_
