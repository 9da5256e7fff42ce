#include "conformance/suite/selection.h"

#include <fnmatch.h>

#include <algorithm>

namespace asmtp::conformance {
namespace {

bool FitsGlob(const Case& one_case, const std::string& glob) {
  const std::string& id = one_case.header.id;
  return ::fnmatch(glob.c_str(), id.c_str(), 0) == 0 ||
         ::fnmatch(glob.c_str(), FamilyOf(id).c_str(), 0) == 0;
}

}  // namespace

std::expected<std::vector<const Case*>, std::string> SelectCases(
    const CaseSet& set, const std::vector<std::string>& globs) {
  std::vector<const Case*> selected;
  for (const std::string& glob : globs) {
    const bool fits =
        std::ranges::any_of(set.cases, [&](const Case& c) { return FitsGlob(c, glob); });
    if (!fits) return std::unexpected("no case fits '" + glob + "'; asmtp-conform list names them");
  }
  for (const Case& one_case : set.cases) {
    const bool fits = globs.empty() || std::ranges::any_of(globs, [&](const std::string& glob) {
                        return FitsGlob(one_case, glob);
                      });
    if (fits) selected.push_back(&one_case);
  }
  if (selected.empty()) return std::unexpected("there are no cases");
  return selected;
}

}  // namespace asmtp::conformance
