// Calibration: how fast this machine is just now, in turns of a loop that never changes.
#ifndef ASMTP_FUZZ_FLOORS_CALIBRATION_H_
#define ASMTP_FUZZ_FLOORS_CALIBRATION_H_

#include <chrono>

namespace asmtp::fuzz {

// Returns how many turns of the loop, each FNV-1a over 4 KiB, a second of processor time holds.
double CalibrationRate(std::chrono::milliseconds time);

// Processor time of the children that have ended.
std::chrono::duration<double> ChildrenTime();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_CALIBRATION_H_
