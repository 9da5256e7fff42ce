// Contains: std::ranges::contains, which the standard library of g++ 12 lacks.
//
//   Contains(header.roles, role)
//   Contains(steps, "m1", &Step::label)
#ifndef ASMTP_CONFORMANCE_TRANSCRIPT_CONTAINS_H_
#define ASMTP_CONFORMANCE_TRANSCRIPT_CONTAINS_H_

#include <algorithm>
#include <functional>

namespace asmtp::conformance {

template <class Range, class Value, class Projection = std::identity>
constexpr bool Contains(const Range& range, const Value& value, Projection projection = {}) {
  return std::ranges::find(range, value, projection) != std::ranges::end(range);
}

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_TRANSCRIPT_CONTAINS_H_
