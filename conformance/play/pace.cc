#include "conformance/play/pace.h"

#include <algorithm>

namespace asmtp::conformance {
namespace {

// A local handshake takes some milliseconds. Beyond this duration, deadlines grow in proportion.
constexpr double kUsualHandshake = 0.1;

}  // namespace

void Pace::Note(std::chrono::duration<double> handshake) {
  const std::lock_guard lock(mutex_);
  last_[count_++ % last_.size()] = handshake.count();
}

double Pace::Factor() const {
  const std::lock_guard lock(mutex_);
  return std::clamp(std::ranges::max(last_) / kUsualHandshake, 1.0, kFactorMax);
}

bool Pace::IsKnown() const {
  const std::lock_guard lock(mutex_);
  return count_ != 0;
}

}  // namespace asmtp::conformance
