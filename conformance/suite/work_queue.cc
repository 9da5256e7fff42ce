#include "conformance/suite/work_queue.h"

#include <algorithm>
#include <utility>

namespace asmtp::conformance {

WorkQueue::WorkQueue(const std::vector<std::vector<const Case*>>& cases_by_config) {
  for (const auto& cases : cases_by_config) {
    configs_.push_back({.left = {cases.begin(), cases.end()}});
  }
}

std::optional<WorkQueue::Chunk> WorkQueue::Take(std::optional<size_t> current) {
  const std::lock_guard lock(mutex_);
  if (!current || configs_[*current].left.empty()) {
    if (current) --configs_[*current].workers;
    current = Choose();
    if (!current) return std::nullopt;
    ++configs_[*current].workers;
  }
  std::deque<const Case*>& left = configs_[*current].left;
  const auto end = left.begin() + static_cast<ptrdiff_t>(std::min(kChunk, left.size()));
  Chunk chunk{.config = *current, .cases = {left.begin(), end}};
  left.erase(left.begin(), end);
  return chunk;
}

// Chooses a configuration without a worker, else the one with the most cases left.
std::optional<size_t> WorkQueue::Choose() const {
  std::optional<size_t> best;
  const auto rank = [this](size_t i) {
    return std::pair(configs_[i].workers == 0, configs_[i].left.size());
  };
  for (size_t i = 0; i < configs_.size(); ++i) {
    const Config& config = configs_[i];
    const bool worth = config.left.size() > (config.workers == 0 ? 0 : kChunk);
    if (worth && (!best || rank(*best) < rank(i))) best = i;
  }
  return best;
}

}  // namespace asmtp::conformance
