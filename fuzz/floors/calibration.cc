#include "fuzz/floors/calibration.h"

#include <sys/resource.h>

#include <array>
#include <cstdint>
#include <ctime>

namespace asmtp::fuzz {
namespace {

using Seconds = std::chrono::duration<double>;

Seconds OwnTime() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return Seconds(static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9);
}

uint64_t Turn(uint64_t hash) {
  static constexpr std::array<uint8_t, 4096> kBytes{};
  for (const uint8_t byte : kBytes) hash = (hash ^ byte) * 0x100000001b3;
  return hash;
}

Seconds SecondsOf(const timeval& time) {
  return Seconds(static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6);
}

}  // namespace

double CalibrationRate(std::chrono::milliseconds time) {
  const Seconds start = OwnTime();
  volatile uint64_t hash = 1;  // keeps the optimizer from removing the loop
  double turns = 0;
  Seconds passed{};
  while (passed < time) {
    for (int i = 0; i < 64; ++i) hash = Turn(hash);
    turns += 64;
    passed = OwnTime() - start;
  }
  return turns / passed.count();
}

std::chrono::duration<double> ChildrenTime() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime);
}

}  // namespace asmtp::fuzz
