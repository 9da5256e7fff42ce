// WorkQueue: hands the cases of each configuration to workers in chunks. A worker keeps its
// configuration, and so its IUT, while there is work; then it helps where most is left.
//
//   WorkQueue queue({cases_of_first_config, cases_of_second_config, ...});
//   while (auto chunk = queue.Take(config)) { config = chunk->config; ... }
#ifndef ASMTP_CONFORMANCE_SUITE_WORK_QUEUE_H_
#define ASMTP_CONFORMANCE_SUITE_WORK_QUEUE_H_

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

class WorkQueue {
 public:
  struct Chunk {
    size_t config;  // its index
    std::vector<const Case*> cases;
  };

  explicit WorkQueue(const std::vector<std::vector<const Case*>>& cases_by_config);

  // Returns the next chunk for a worker with an IUT of the configuration `current`. Returns nothing
  // if no work is left, or too little to start another IUT. Thread-safe.
  std::optional<Chunk> Take(std::optional<size_t> current);

 private:
  struct Config {
    std::deque<const Case*> left;
    size_t workers = 0;
  };
  static constexpr size_t kChunk = 8;

  std::optional<size_t> Choose() const;

  std::mutex mutex_;
  std::vector<Config> configs_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_WORK_QUEUE_H_
