// Shrink: removes the steps of a case that its failure does not need.
//
//   const Case small = Shrink(one_case, [&](const Case& c) { return FailsAlike(c); }, 40);
#ifndef ASMTP_CONFORMANCE_SUITE_SHRINK_H_
#define ASMTP_CONFORMANCE_SUITE_SHRINK_H_

#include <functional>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// Removes one step after the other, from the last one on, if `still_fails` holds without it. Ends
// when every remaining step is needed, or after `tries_max` calls.
Case Shrink(const Case& one_case, const std::function<bool(const Case&)>& still_fails,
            size_t tries_max);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_SHRINK_H_
