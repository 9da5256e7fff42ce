// CaseResult: the result of one case in one configuration. SuiteResult: the result of a run.
#ifndef ASMTP_CONFORMANCE_SUITE_CASE_RESULT_H_
#define ASMTP_CONFORMANCE_SUITE_CASE_RESULT_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conformance/iut/iut_source.h"
#include "conformance/play/player.h"
#include "conformance/suite/node_case.h"

namespace asmtp::conformance {

// One of several plays of a case.
struct Attempt {
  Verdict verdict = Verdict::kPass;
  std::string text;  // what failed
  std::chrono::microseconds duration{0};
};

// What an expectations file says about a result.
struct ExpectationNote {
  std::string where;                  // "file:line"
  std::string reason;                 // as the file gives it
  Verdict actual = Verdict::kPass;    // the verdict without the file
  Verdict expected = Verdict::kFail;  // the file's verdict
};

struct CaseResult {
  const Case* one_case = nullptr;
  Config config;
  PlayResult play;
  std::string errors;  // the end of the IUT's stderr during the case
  std::chrono::microseconds duration{0};
  std::vector<Attempt> attempts;  // all plays, if there were several
  // The IUT's resources before and after the case; all zero if unknown.
  ProcessFigures before;
  ProcessFigures after;
  double scale = 1.0;  // of its deadlines
  size_t held = 0;     // the peak of its memory beyond `before`, if the case is about memory
  std::optional<ExpectationNote> expectation;
  bool iut_missing = false;  // there was no IUT to play against
  // What was played in place of the case, against a node; the steps of `play` are its steps.
  std::shared_ptr<const NodeCase> as_node;

  // The case as it was played.
  const Case& played() const { return as_node ? as_node->played : *one_case; }
  Verdict verdict() const { return play.verdict; }
};

// Resources of the IUTs of one configuration.
struct IutFigures {
  Config config;
  size_t cases = 0;      // served by one process
  ProcessFigures first;  // after the first case
  ProcessFigures last;
  ProcessFigures peak;
};

struct SuiteResult {
  std::vector<CaseResult> results;            // in the order of cases and configurations
  std::optional<StartFailure> start_failure;  // no IUT started, so there is nothing to judge
  bool interrupted = false;                   // or ended early by RunOptions::max_failures
  std::vector<IutFigures> figures = {};  // the process with the most cases of each configuration
  std::vector<std::string> notes = {};   // remarks about the run, one sentence each
  std::vector<std::string> leaks = {};   // of the IUT over its cases; each fails the run
  // Errors of the expectations file, "file:line: sentence".
  std::vector<std::string> expectation_errors = {};
};

// Returns whether a result makes a run fail.
inline bool IsFailure(const CaseResult& result, bool strict) {
  return IsUnexpected(result.verdict()) || (strict && result.verdict() == Verdict::kNonstrict);
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_CASE_RESULT_H_
