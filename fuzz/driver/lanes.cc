#include "fuzz/driver/lanes.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "core/testing/interrupt.h"

namespace asmtp::fuzz {
namespace {

constexpr std::chrono::milliseconds kWatchPause{500};

}  // namespace

void RunInLanes(size_t count, unsigned lanes, const std::function<void(size_t)>& work,
                const std::function<void()>& watch) {
  std::atomic<size_t> next{0};
  std::mutex mutex;
  std::condition_variable changed;
  unsigned running = lanes;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < lanes; ++i) {
    threads.emplace_back([&] {
      for (size_t index = next++; index < count && !IsInterrupted(); index = next++) {
        work(index);
      }
      const std::lock_guard lock(mutex);
      --running;
      changed.notify_all();
    });
  }
  std::unique_lock lock(mutex);
  while (!changed.wait_for(lock, kWatchPause, [&] { return running == 0; })) watch();
}

}  // namespace asmtp::fuzz
