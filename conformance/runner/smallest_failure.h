// SmallestFailure: the reduced case file of a failing mutation.
//
//   const SmallestFailure smallest = FindSmallest(mutation, result, source, 1.0);
//   WriteCaseFile(file, smallest.text);
#ifndef ASMTP_CONFORMANCE_RUNNER_SMALLEST_FAILURE_H_
#define ASMTP_CONFORMANCE_RUNNER_SMALLEST_FAILURE_H_

#include <string>

#include "conformance/suite/case_result.h"
#include "conformance/suite/mutation.h"

namespace asmtp::conformance {

struct SmallestFailure {
  std::string text;   // of a case file
  size_t steps = 0;   // in `text`
  size_t before = 0;  // in the mutated case, including its base
};

// Replays the mutated case of `result` without one step at a time and drops every step that the
// failure does not need: the verdict and its text stay the same, and core still passes. Returns the
// mutation's own text if no step can be dropped.
SmallestFailure FindSmallest(const Mutation& mutation, const CaseResult& result,
                             const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_SMALLEST_FAILURE_H_
