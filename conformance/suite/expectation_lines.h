// ExpectationLines: few lines of an expectations file for many failed runs.
//
//   ExpectationLines lines(all_runs);
//   lines.Cover(runs of a line that is kept);
//   text += lines.For(failed, {.reason = "new"});        "* u16  BLOCKED  "the control "  new"
//
// A pattern fits if the runs that it matches, except those of earlier lines, all fail in the same
// way. Of the patterns that fit, the one that matches the most failed runs becomes a line, until
// each failed run has one.
#ifndef ASMTP_CONFORMANCE_SUITE_EXPECTATION_LINES_H_
#define ASMTP_CONFORMANCE_SUITE_EXPECTATION_LINES_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suite/case_result.h"
#include "conformance/suite/expectations_file.h"

namespace asmtp::conformance {

class ExpectationLines {
 public:
  using Runs = std::vector<const CaseResult*>;

  // `judged` are all runs that a line can match; they must outlive this object.
  explicit ExpectationLines(const Runs& judged) : judged_(judged) {}

  // Takes note of the runs that an earlier line decides.
  void Cover(const Runs& runs);
  // Returns lines for the failed runs, with the reason and the date of `like`.
  std::string For(const Runs& failed, const ExpectedFailure& like);

 private:
  // A glob, and the words of the configuration.
  using Pattern = std::pair<std::string, std::vector<std::string>>;

  static std::vector<Pattern> PatternsOf(const CaseResult& run);
  bool Suits(const ExpectedFailure& line, const std::set<const CaseResult*>& wanted) const;
  std::string LinesOf(const Runs& runs, const ExpectedFailure& like, size_t least);

  Runs judged_;
  std::set<const CaseResult*> covered_;
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_EXPECTATION_LINES_H_
