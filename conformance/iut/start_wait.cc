#include "conformance/iut/start_wait.h"

#include <unistd.h>

#include <algorithm>

#include "conformance/iut/process_figures.h"
#include "core/testing/interrupt.h"

namespace asmtp::conformance {
namespace {

constexpr Milliseconds kLook{100};
// A program that uses no processor for this long waits for something else.
constexpr Milliseconds kStandstill{1000};

}  // namespace

StartWait::StartWait(pid_t pid, std::chrono::duration<double> patience, double scale)
    : pid_(pid),
      patience_(patience),
      standstill_(kStandstill * std::min(scale, 1.0)),
      deadline_(After(patience, 1)),
      longest_(std::max(deadline_, After(kLongest, scale))),
      begin_(CpuTicks(pid)),
      ticks_(begin_),
      progress_(Clock::now()) {}

Deadline StartWait::NextLook() const {
  const Deadline now = Clock::now();
  return now < deadline_ ? std::min(deadline_, now + kLook) : std::min(longest_, now + kLook);
}

bool StartWait::IsOver() {
  const Deadline now = Clock::now();
  if (IsInterrupted() || now >= longest_) return true;
  const size_t ticks = CpuTicks(pid_);
  if (ticks != ticks_) progress_ = now;
  ticks_ = ticks;
  if (now < deadline_) return false;
  const std::chrono::duration<double> used(static_cast<double>(ticks - std::min(begin_, ticks)) /
                                           static_cast<double>(::sysconf(_SC_CLK_TCK)));
  return used >= patience_ || now - progress_ >= standstill_;
}

}  // namespace asmtp::conformance
