// SmallestFailure: the case file that is kept of a mutation that fails.
//
//   const SmallestFailure smallest = FindSmallest(mutation, result, source, 1.0);
//   WriteTextFile(file, smallest.text);
#ifndef ASMTP_CONFORMANCE_RUNNER_SMALLEST_FAILURE_H_
#define ASMTP_CONFORMANCE_RUNNER_SMALLEST_FAILURE_H_

#include <string>

#include "conformance/suite/case_result.h"
#include "conformance/suite/mutation.h"

namespace asmtp::conformance {

struct SmallestFailure {
  std::string text;   // of a case file
  size_t steps = 0;   // that it has
  size_t before = 0;  // that the mutated case has, with those of its base
};

// Plays the mutated case of `result` again and again, each time without a step, and leaves out what
// its failure does not need: the verdict and its words stay, and core still passes. The text is the
// mutation's own where no step can go.
SmallestFailure FindSmallest(const Mutation& mutation, const CaseResult& result,
                             const IutSource& source, double timeout_scale);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_SMALLEST_FAILURE_H_
