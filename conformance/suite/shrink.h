// Shrink: what is left of a case without the steps that its failure does not need.
//
//   const Case small = Shrink(one_case, [&](const Case& c) { return FailsAlike(c); }, 40);
#ifndef ASMTP_CONFORMANCE_SUITE_SHRINK_H_
#define ASMTP_CONFORMANCE_SUITE_SHRINK_H_

#include <functional>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// Leaves out one step after the other, from the last one on, and keeps out what `still_fails` can
// do without, until it needs all that is left or has been asked `tries_max` times.
Case Shrink(const Case& one_case, const std::function<bool(const Case&)>& still_fails,
            size_t tries_max);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_SHRINK_H_
