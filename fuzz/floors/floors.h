// Floors: minimum coverage and speed of the corpus in the tree, as listed in fuzz/floors.txt:
//
//   target asmtp_frame features 250 rate 0.40
//   file core/wire/framing.cc lines 100 regions 98.5
//   lines 98
//
// A rate is executions per iteration of the calibration loop in the same processor time, because a
// slower machine is slower at both. `lines` covers core/ except core/net.
#ifndef ASMTP_FUZZ_FLOORS_FLOORS_H_
#define ASMTP_FUZZ_FLOORS_FLOORS_H_

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace asmtp::fuzz {

struct TargetFloor {
  double features = 0;
  double rate = 0;
};

struct FileFloor {
  double lines = 0;  // in percent
  double regions = 0;
};

// The required or the measured figures.
struct Floors {
  std::map<std::string, TargetFloor> targets;
  std::map<std::string, FileFloor> files;
  double lines = 0;
};

// The error begins with its line number.
std::expected<Floors, std::string> ParseFloors(std::string_view text);

// Returns a sentence for each figure below its floor, each floor without a figure and each figure
// without a floor. Compares only `targets` and, if `with_coverage`, files and lines.
std::vector<std::string> BelowFloors(const Floors& wanted, const Floors& measured,
                                     const std::vector<std::string>& targets, bool with_coverage);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_FLOORS_H_
