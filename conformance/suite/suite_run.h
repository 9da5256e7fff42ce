// SuiteRun: plays cases against IUTs, with one worker or several in parallel.
//
//   SuiteResult result = RunSuite(set, selected, source, {.jobs = 2, .configs = AllConfigs()});
//   for (const CaseResult& r : result.results) ...
//
// Before a derived case, its base is played in the same configuration. If that control fails, the
// case is BLOCKED, because a rejection would prove nothing. After each case a fresh session shows
// whether the IUT is alive; a dead IUT is restarted. Results are in the order of the selection.
#ifndef ASMTP_CONFORMANCE_SUITE_SUITE_RUN_H_
#define ASMTP_CONFORMANCE_SUITE_SUITE_RUN_H_

#include <vector>

#include "conformance/iut/adapter.h"
#include "conformance/suite/case_result.h"
#include "conformance/suite/run_options.h"

namespace asmtp::conformance {

// `set` contains the cases that `selected` points to, and their bases.
SuiteResult RunSuite(const CaseSet& set, const std::vector<const Case*>& selected,
                     const IutSource& source, const RunOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_SUITE_RUN_H_
