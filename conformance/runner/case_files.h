// CaseFiles: the cases and the specification that a command works with.
#ifndef ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_
#define ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "conformance/runner/options.h"
#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

// Loads the folder of cases, and `files` with it: a file takes the place of the cases with its ids.
// Fails with a sentence.
std::expected<CaseSet, std::string> LoadCaseFiles(const Options& options,
                                                  const std::vector<std::string>& files);

// Loads the specification. Fails with a sentence.
std::expected<ClauseIndex, std::string> LoadClauses(const Options& options);

// Returns the cases whose id, or whose family's, fits one of the globs; all where there is none.
// Fails with a sentence where a glob fits nothing.
std::expected<std::vector<const Case*>, std::string> SelectCases(
    const CaseSet& set, const std::vector<std::string>& globs);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_CASE_FILES_H_
