// Pairs: measures our code and its floor in turns, so other load on the machine affects both.
//
//   Pairs pairs(state, batch);
//   while (pairs.KeepRunning()) {
//     pairs.Time({.run = [&] { for (...) Ours(); }}, {.run = [&] { for (...) Floor(); }});
//   }
//
// Each turn times one batch of each side; the side that goes first alternates. Reports the medians
// over the turns: of the times, and of the ratio of each turn.
#ifndef ASMTP_BENCH_PAIRS_H_
#define ASMTP_BENCH_PAIRS_H_

#include <benchmark/benchmark.h>

#include <functional>
#include <vector>

#include "core/bytes/bytes.h"

namespace asmtp::bench {

// Names of the counters of a benchmark. Times are in seconds per operation.
inline constexpr char kOursCounter[] = "ours";
inline constexpr char kFloorCounter[] = "floor";
inline constexpr char kRatioCounter[] = "ratio";
inline constexpr char kBytesCounter[] = "bytes";  // processed by one operation; may be missing

// One side of a pair: `run` is the batch; `prepare` runs before it and is not measured.
struct Side {
  std::function<void()> prepare = [] {};
  std::function<void()> run;
};

// Runs a batch and returns its time in seconds.
double Seconds(const Side& side);

class Pairs {
 public:
  // A batch has `batch` operations. The destructor reports to `state`.
  Pairs(benchmark::State& state, size_t batch) : state_(state), batch_(batch) {}
  ~Pairs();
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;

  // Whether another turn must be taken.
  bool KeepRunning() { return state_.KeepRunning(); }
  // Takes a turn.
  void Time(const Side& ours, const Side& floor);
  // Takes a turn without a floor.
  void Time(const Side& ours);
  // Adds a turn measured by the caller, in seconds per batch.
  void Add(double ours, double floor);

  // Whether the floor goes first in this turn, for a caller that measures itself.
  bool floor_first() const { return ours_.size() % 2 == 1; }

 private:
  benchmark::State& state_;
  size_t batch_;
  std::vector<double> ours_;
  std::vector<double> floor_;
  std::vector<double> ratio_;
};

// Exits with the sentence unless `holds`. Broken code must not be measured.
void Require(bool holds, const char* sentence);

}  // namespace asmtp::bench

#endif  // ASMTP_BENCH_PAIRS_H_
