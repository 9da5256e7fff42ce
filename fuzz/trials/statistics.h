// Statistics: of times until something happens, where some are only known to be longer than the
// time that was watched (censored).
//
//   const Lifetimes full = {{2, true}, {5, true}, {60, false}};      60 s, and not found
//   Quantile(full, 0.5)                  5
//   KaplanMeier(full)                    1 until 2, then 2/3, from 5 on 1/3
//   CompareTimes(full, other).A12()      how probably one of `full` is sooner than one of `other`
#ifndef ASMTP_FUZZ_TRIALS_STATISTICS_H_
#define ASMTP_FUZZ_TRIALS_STATISTICS_H_

#include <vector>

namespace asmtp::fuzz {

struct Lifetime {
  double time = 0;
  bool has_ended = false;  // at `time`; else it was watched until then
};
using Lifetimes = std::vector<Lifetime>;

// Returns the quantile (0.5 is the median), between two times in proportion. What has not ended
// counts as infinitely long, and so may the result be; it is NaN of nothing.
double Quantile(const Lifetimes& times, double q);

// From `time` on, `share` are still there.
struct SurvivalStep {
  double time = 0;
  double share = 1;

  friend bool operator==(const SurvivalStep&, const SurvivalStep&) = default;
};

// The estimate of Kaplan and Meier: a step for each time at which something ends.
std::vector<SurvivalStep> KaplanMeier(Lifetimes times);

// The test of Mann and Whitney, Wilcoxon's rank sum. What has not ended is longer than all that
// has, and ties with its like. Sums of several compare within strata (van Elteren's test).
struct RankSum {
  double wins = 0;  // pairs in which the first is sooner; a tie is half of one
  double pairs = 0;
  double variance = 0;  // of `wins` where both come from the same, with ties

  // Vargha and Delaney's effect size: 0.5 is no difference, 1 is that the first is always sooner.
  // NaN without pairs.
  double A12() const { return wins / pairs; }
  // Two-sided, by the normal distribution with a correction for continuity: rough below 5 of each.
  double P() const;
  RankSum& operator+=(const RankSum& more);
};
RankSum CompareTimes(const Lifetimes& first, const Lifetimes& second);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_TRIALS_STATISTICS_H_
