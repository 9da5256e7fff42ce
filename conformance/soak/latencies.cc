#include "conformance/soak/latencies.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace asmtp::soak {

Percentiles::Percentiles(std::vector<double> seconds) : sorted_(std::move(seconds)) {
  std::ranges::sort(sorted_);
}

double Percentiles::At(double part) const {
  if (sorted_.empty()) return 0;
  const auto rank = static_cast<size_t>(std::ceil(part * static_cast<double>(count())));
  return sorted_[std::clamp<size_t>(rank, 1, count()) - 1];
}

void Latencies::Add(std::chrono::duration<double> time) {
  const std::lock_guard lock(mutex_);
  seconds_.push_back(time.count());
}

Percentiles Latencies::Take() {
  const std::lock_guard lock(mutex_);
  return Percentiles(std::exchange(seconds_, {}));
}

}  // namespace asmtp::soak
