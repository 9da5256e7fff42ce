// FailureReport: as long as one lives, whatever ends the process says which mutation it was.
//
//   const FailureReport report(mutation);        the mutation must outlive it
//   ...                                          may crash
//
// Signals go on to whoever handled them before: the engine or the sanitizer.
#ifndef ASMTP_FUZZ_MUTATE_FAILURE_REPORT_H_
#define ASMTP_FUZZ_MUTATE_FAILURE_REPORT_H_

#include "fuzz/mutate/mutation.h"

namespace asmtp::fuzz {

class FailureReport {
 public:
  explicit FailureReport(const Mutation& mutation);
  ~FailureReport();
  FailureReport(const FailureReport&) = delete;
  FailureReport& operator=(const FailureReport&) = delete;
};

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MUTATE_FAILURE_REPORT_H_
