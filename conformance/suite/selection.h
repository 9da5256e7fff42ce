// Selection: which cases a command is about.
//
//   SelectCases(set, {"frame/*", "handshake/ok"})
#ifndef ASMTP_CONFORMANCE_SUITE_SELECTION_H_
#define ASMTP_CONFORMANCE_SUITE_SELECTION_H_

#include <expected>
#include <string>
#include <vector>

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

// Returns the cases whose id, or whose family's, fits one of the globs; all where there is none.
// Fails with a sentence where a glob fits nothing.
std::expected<std::vector<const Case*>, std::string> SelectCases(
    const CaseSet& set, const std::vector<std::string>& globs);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_SELECTION_H_
