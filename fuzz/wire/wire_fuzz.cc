#include "fuzz/wire/wire_fuzz.h"

#include <fmt/format.h>

#include <condition_variable>
#include <exception>
#include <thread>
#include <vector>

namespace asmtp::fuzz::wire {
namespace {

constexpr std::chrono::seconds kPrintEvery{5};

FuzzFigures FiguresOf(const conformance::Config& config, const RunState& state) {
  return {.config = config,
          .seconds = std::chrono::duration<double>(conformance::Clock::now() - state.begin).count(),
          .sessions = state.sessions,
          .handshakes = state.handshakes,
          .messages = state.messages,
          .starts = state.starts,
          .kept = state.kept,
          .edges = state.edges,
          .counts_nothing = state.counts_nothing,
          .inputs = state.inputs};
}

// Counts the running workers.
class Countdown {
 public:
  explicit Countdown(size_t count) : count_(count) {}

  void Arrive() {
    const std::lock_guard lock(mutex_);
    --count_;
    changed_.notify_all();
  }
  bool WaitFor(conformance::Clock::duration duration) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, duration, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t count_;
};

}  // namespace

FuzzFigures FuzzConfig(const Target& target, const conformance::IutSource& source,
                       const conformance::IutSource* against, const FuzzOptions& options,
                       size_t jobs, Findings& findings,
                       const std::function<void(const FuzzFigures&)>& print) {
  RunState state(findings, options.seconds);
  Countdown workers(jobs);
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < jobs; ++i) {
    threads.emplace_back([&, i] {
      try {
        // Keeps the seeds apart from those of other runs.
        Worker(target, source, against, options, options.seed * 1'000'003 + i, state).Run();
      } catch (const std::exception& error) {
        state.Fail(fmt::format("the fuzzer itself failed: {}", error.what()));
      }
      workers.Arrive();
    });
  }
  while (!workers.WaitFor(kPrintEvery)) print(FiguresOf(target.config, state));
  threads.clear();
  FuzzFigures figures = FiguresOf(target.config, state);
  figures.failure = state.failure;
  return figures;
}

}  // namespace asmtp::fuzz::wire
