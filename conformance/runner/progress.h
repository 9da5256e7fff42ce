// Progress: reports the progress of a run on stderr: one updated line on a terminal, otherwise a
// line every few seconds.
//
//   RunOptions options{.progress = ProgressOf(/*quiet=*/false)};
#ifndef ASMTP_CONFORMANCE_RUNNER_PROGRESS_H_
#define ASMTP_CONFORMANCE_RUNNER_PROGRESS_H_

#include <functional>

#include "conformance/suite/run_options.h"

namespace asmtp::conformance {

// Returns null if `quiet`.
std::function<void(const CaseResult&, size_t done, size_t total)> ProgressOf(bool quiet);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_PROGRESS_H_
