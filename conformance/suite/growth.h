// Growth: what an IUT holds after something and did not hold before.
//
//   const Growth growth = Growth::Between(result.before, result.after);
//   growth.IsLarge()                more than one case may leave behind
#ifndef ASMTP_CONFORMANCE_SUITE_GROWTH_H_
#define ASMTP_CONFORMANCE_SUITE_GROWTH_H_

#include <algorithm>
#include <cstddef>

#include "conformance/iut/process_figures.h"

namespace asmtp::conformance {

struct Growth {
  // The most files and memory that each play of a case may leave behind in the IUT.
  static constexpr size_t kFilesMax = 16;
  static constexpr size_t kRssMax = size_t{64} << 20;
  // The same for all cases of a process.
  static constexpr size_t kFilesLeak = 16;
  static constexpr size_t kRssLeak = size_t{128} << 20;

  size_t files = 0;
  size_t rss = 0;

  // Returns nothing if either is unknown.
  static Growth Between(const ProcessFigures& before, const ProcessFigures& after) {
    if (before == ProcessFigures() || after == ProcessFigures()) return {};
    return {.files = after.files - std::min(before.files, after.files),
            .rss = after.rss - std::min(before.rss, after.rss)};
  }

  bool IsLarge() const { return files > kFilesMax || rss > kRssMax; }
  bool IsLeak() const { return files > kFilesLeak || rss > kRssLeak; }
  // Returns the smaller of both, for each resource.
  Growth Least(const Growth& other) const {
    return {.files = std::min(files, other.files), .rss = std::min(rss, other.rss)};
  }
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_GROWTH_H_
