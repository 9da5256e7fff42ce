// Calibration: the current speed of this machine, in iterations of a fixed loop.
#ifndef ASMTP_FUZZ_FLOORS_CALIBRATION_H_
#define ASMTP_FUZZ_FLOORS_CALIBRATION_H_

#include <chrono>

namespace asmtp::fuzz {

// Returns the iterations of the loop, each FNV-1a over 4 KiB, per second of processor time.
double CalibrationRate(std::chrono::milliseconds time);

// Returns the processor time of all children that have exited.
std::chrono::duration<double> ChildrenTime();

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_FLOORS_CALIBRATION_H_
