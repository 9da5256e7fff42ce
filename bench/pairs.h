// Pairs: ours and its floor, measured in turns, so that whatever else the machine does meets both.
//
//   Pairs pairs(state, batch);
//   while (pairs.KeepRunning()) {
//     pairs.Time({.run = [&] { for (...) Ours(); }}, {.run = [&] { for (...) Floor(); }});
//   }
//
// Each turn times one batch of either, the one that goes first changing from turn to turn. Reported
// are the medians over the turns: of the times, and of the ratio of each turn.
#ifndef ASMTP_BENCH_PAIRS_H_
#define ASMTP_BENCH_PAIRS_H_

#include <benchmark/benchmark.h>

#include <functional>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::bench {

// The names of the counters in which a benchmark reports; times in seconds for one operation.
inline constexpr char kOursCounter[] = "ours";
inline constexpr char kFloorCounter[] = "floor";
inline constexpr char kRatioCounter[] = "ratio";
inline constexpr char kBytesCounter[] = "bytes";  // that one operation goes over; may be missing

// What is run: `prepare` before each batch, outside of the measured time, and the batch itself.
struct Side {
  std::function<void()> prepare = [] {};
  std::function<void()> run;
};

// Runs a batch and returns its time in seconds.
double Seconds(const Side& side);

class Pairs {
 public:
  // Each batch is `batch` operations. Reports to `state` when it goes.
  Pairs(benchmark::State& state, size_t batch) : state_(state), batch_(batch) {}
  ~Pairs();
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;

  // Whether there is another turn to take.
  bool KeepRunning() { return state_.KeepRunning(); }
  // Takes a turn.
  void Time(const Side& ours, const Side& floor);
  // Takes a turn of something that has no floor.
  void Time(const Side& ours);
  // Takes a turn that was measured elsewhere, in seconds for a batch.
  void Add(double ours, double floor);

  // Whether the floor goes first in this turn, where the caller measures.
  bool floor_first() const { return ours_.size() % 2 == 1; }

 private:
  benchmark::State& state_;
  size_t batch_;
  std::vector<double> ours_;
  std::vector<double> floor_;
  std::vector<double> ratio_;
};

// Ends the program with a sentence: a benchmark of something that does not work is worth nothing.
void Require(bool holds, const char* sentence);

}  // namespace asmtp::bench

#endif  // ASMTP_BENCH_PAIRS_H_
