#include "fuzz/trials/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

namespace asmtp::fuzz {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

double EndOf(const Lifetime& life) { return life.has_ended ? life.time : kNever; }

std::vector<double> SortedEnds(const Lifetimes& times) {
  std::vector<double> ends;
  for (const Lifetime& life : times) ends.push_back(EndOf(life));
  std::ranges::sort(ends);
  return ends;
}

// The correction of the variance for ties.
double TieSum(const Lifetimes& first, const Lifetimes& second) {
  std::map<double, double> counts;
  for (const Lifetime& life : first) ++counts[EndOf(life)];
  for (const Lifetime& life : second) ++counts[EndOf(life)];
  double sum = 0;
  for (const auto& [end, count] : counts) sum += count * count * count - count;
  return sum;
}

}  // namespace

double Quantile(const Lifetimes& times, double q) {
  const std::vector<double> ends = SortedEnds(times);
  if (ends.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = q * static_cast<double>(ends.size() - 1);
  const auto low = static_cast<size_t>(at);
  const double part = at - static_cast<double>(low);
  // Avoids infinity times zero, which is NaN.
  if (part <= 0) return ends[low];
  if (std::isinf(ends[low + 1])) return kNever;
  return ends[low] + part * (ends[low + 1] - ends[low]);
}

std::vector<SurvivalStep> KaplanMeier(Lifetimes times) {
  std::ranges::sort(times, {}, &Lifetime::time);
  std::vector<SurvivalStep> steps;
  double share = 1;
  for (auto from = times.begin(); from != times.end();) {
    const auto to = std::ranges::upper_bound(from, times.end(), from->time, {}, &Lifetime::time);
    const auto ended = static_cast<double>(
        std::count_if(from, to, [](const Lifetime& life) { return life.has_ended; }));
    // A value censored at this time still counts as alive.
    share *= 1 - ended / static_cast<double>(times.end() - from);
    if (ended > 0) steps.push_back({from->time, share});
    from = to;
  }
  return steps;
}

RankSum CompareTimes(const Lifetimes& first, const Lifetimes& second) {
  RankSum sum;
  for (const Lifetime& one : first) {
    for (const Lifetime& other : second) {
      if (EndOf(one) < EndOf(other)) {
        sum.wins += 1;
      } else if (EndOf(one) <= EndOf(other)) {
        sum.wins += 0.5;
      }
    }
  }
  sum.pairs = static_cast<double>(first.size() * second.size());
  const auto all = static_cast<double>(first.size() + second.size());
  if (all > 1) {
    sum.variance = sum.pairs / 12 * (all + 1 - TieSum(first, second) / (all * (all - 1)));
  }
  return sum;
}

double RankSum::P() const {
  if (variance <= 0) return 1;
  const double distance = std::max(std::abs(wins - pairs / 2) - 0.5, 0.0);
  return std::erfc(distance / std::sqrt(variance) / std::numbers::sqrt2);
}

RankSum& RankSum::operator+=(const RankSum& more) {
  wins += more.wins;
  pairs += more.pairs;
  variance += more.variance;
  return *this;
}

}  // namespace asmtp::fuzz
