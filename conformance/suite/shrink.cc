#include "conformance/suite/shrink.h"

#include <utility>

namespace asmtp::conformance {
namespace {

Case Without(const Case& one_case, size_t step) {
  Case shorter = one_case;
  shorter.steps.erase(shorter.steps.begin() + static_cast<ptrdiff_t>(step));
  return shorter;
}

}  // namespace

Case Shrink(const Case& one_case, const std::function<bool(const Case&)>& still_fails,
            size_t tries_max) {
  Case smallest = one_case;
  size_t tries = 0;
  for (bool smaller = true; std::exchange(smaller, false);) {
    for (size_t i = smallest.steps.size(); i-- > 0 && smallest.steps.size() > 1;) {
      if (tries++ == tries_max) return smallest;
      Case shorter = Without(smallest, i);
      if (!still_fails(shorter)) continue;
      smallest = std::move(shorter);
      smaller = true;
    }
  }
  return smallest;
}

}  // namespace asmtp::conformance
