// FailureReport: during its lifetime, a crash of the process reports the mutation in progress.
//
//   const FailureReport report(mutation);        the mutation must outlive it
//   ...                                          may crash
//
// Signals are passed on to the previous handler, of the engine or the sanitizer.
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
