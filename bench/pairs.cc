#include "bench/pairs.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace asmtp::bench {
namespace {

double Median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace

double Seconds(const Side& side) {
  using Clock = std::chrono::steady_clock;
  side.prepare();
  const Clock::time_point start = Clock::now();
  side.run();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

Pairs::~Pairs() {
  if (ours_.empty()) return;
  const auto batch = static_cast<double>(batch_);
  state_.counters[kOursCounter] = Median(ours_) / batch;
  if (floor_.empty()) return;
  state_.counters[kFloorCounter] = Median(floor_) / batch;
  state_.counters[kRatioCounter] = Median(ratio_);
}

void Pairs::Time(const Side& ours, const Side& floor) {
  if (floor_first()) {
    const double seconds = Seconds(floor);
    Add(Seconds(ours), seconds);
  } else {
    const double seconds = Seconds(ours);
    Add(seconds, Seconds(floor));
  }
}

void Pairs::Time(const Side& ours) {
  ours_.push_back(Seconds(ours));
  state_.SetIterationTime(ours_.back());
}

void Pairs::Add(double ours, double floor) {
  ours_.push_back(ours);
  floor_.push_back(floor);
  ratio_.push_back(ours / floor);
  state_.SetIterationTime(ours);
}

void Require(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "asmtp_bench: %s\n", sentence);
  std::exit(1);
}

}  // namespace asmtp::bench
