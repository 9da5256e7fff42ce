#include "conformance/suite/config_state.h"

#include <utility>

namespace asmtp::conformance {

std::optional<StartFailure> ConfigState::Hopeless() const {
  const std::lock_guard lock(mutex_);
  if (!last_) return std::nullopt;
  const bool hopeless = last_->unsupported || !was_up_ || failures_ >= kFailuresMax;
  return hopeless ? last_ : std::nullopt;
}

void ConfigState::Failed(StartFailure failure) {
  const std::lock_guard lock(mutex_);
  ++failures_;
  last_ = std::move(failure);
}

void ConfigState::Started() {
  const std::lock_guard lock(mutex_);
  was_up_ = true;
  failures_ = 0;
  last_.reset();
}

bool ConfigState::WasUp() const {
  const std::lock_guard lock(mutex_);
  return was_up_;
}

bool ConfigState::MayProbe() {
  const std::lock_guard lock(mutex_);
  return probes_++ < kProbesMax;
}

bool ConfigState::IsConfirmed(const std::string& kind) const {
  const std::lock_guard lock(mutex_);
  return confirmed_.contains(kind);
}

void ConfigState::Confirm(const std::string& kind) {
  const std::lock_guard lock(mutex_);
  confirmed_.insert(kind);
}

void ConfigState::KeepLeak(std::string leak) {
  const std::lock_guard lock(mutex_);
  leaks_.push_back(std::move(leak));
}

void ConfigState::Keep(const IutFigures& figures) {
  const std::lock_guard lock(mutex_);
  if (figures.cases > figures_.cases) figures_ = figures;
}

}  // namespace asmtp::conformance
