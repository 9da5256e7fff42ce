// Floors: what the shipped corpus has to reach, and how fast, as fuzz/floors.txt says it:
//
//   target asmtp_frame features 250 rate 0.40
//   file core/wire/framing.cc lines 100 regions 98.5
//   lines 98
//
// A rate is executions in a second of processor time, for each turn of the calibration loop in the
// same time: a slower machine is slower at both. `lines` is of all of core/ but core/net.
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
  double lines = 0;  // per cent
  double regions = 0;
};

// What is wanted, or what was measured.
struct Floors {
  std::map<std::string, TargetFloor> targets;
  std::map<std::string, FileFloor> files;
  double lines = 0;
};

// An error begins with the number of its line.
std::expected<Floors, std::string> ParseFloors(std::string_view text);

// Returns a sentence for each figure that is below its floor, and for each floor that nothing was
// measured for. Only `targets` and, where `with_coverage`, files and lines are compared.
std::vector<std::string> BelowFloors(const Floors& wanted, const Floors& measured,
                                     const std::vector<std::string>& targets, bool with_coverage);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_FLOORS_H_
