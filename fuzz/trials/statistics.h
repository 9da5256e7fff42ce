// Statistics: of times until an event, some of which are censored: known only to exceed the time of
// observation.
//
//   const Lifetimes full = {{2, true}, {5, true}, {60, false}};      censored at 60 s
//   Quantile(full, 0.5)                  5
//   KaplanMeier(full)                    1 before 2, 2/3 before 5, then 1/3
//   CompareTimes(full, other).A12()      probability that one of `full` is shorter than one of `other`
#ifndef ASMTP_FUZZ_TRIALS_STATISTICS_H_
#define ASMTP_FUZZ_TRIALS_STATISTICS_H_

#include <vector>

namespace asmtp::fuzz {

struct Lifetime {
  double time = 0;
  bool has_ended = false;  // at `time`; else it was censored there
};
using Lifetimes = std::vector<Lifetime>;

// Returns the quantile (0.5 is the median), interpolated between two times. A censored time counts
// as infinite, so the result may be infinite. NaN without times.
double Quantile(const Lifetimes& times, double q);

// From `time` on, `share` of the values survive.
struct SurvivalStep {
  double time = 0;
  double share = 1;

  friend bool operator==(const SurvivalStep&, const SurvivalStep&) = default;
};

// The Kaplan-Meier estimate: one step per time of an event.
std::vector<SurvivalStep> KaplanMeier(Lifetimes times);

// The Mann-Whitney test (Wilcoxon's rank sum). A censored time is longer than every uncensored one
// and ties with other censored ones. Adding rank sums compares within strata (van Elteren's test).
struct RankSum {
  double wins = 0;  // pairs in which the first is shorter; a tie counts one half
  double pairs = 0;
  double variance = 0;  // of `wins` under the null hypothesis, with ties

  // Vargha and Delaney's effect size: 0.5 means no difference, 1 that the first is always shorter.
  // NaN without pairs.
  double A12() const { return wins / pairs; }
  // Two-sided p-value by the normal approximation with continuity correction. Rough below 5 values
  // each.
  double P() const;
  RankSum& operator+=(const RankSum& more);
};
RankSum CompareTimes(const Lifetimes& first, const Lifetimes& second);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_STATISTICS_H_
