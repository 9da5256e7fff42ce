// Verify: everything that can be known about cases without an IUT. Plays each of them against core,
// with the ephemeral keys of both sides, in every configuration.
//
//   for (const SourceError& error : Verify(cases, &clauses)) Print(error.Format());
#ifndef ASMTP_CONFORMANCE_RUNNER_VERIFY_H_
#define ASMTP_CONFORMANCE_RUNNER_VERIFY_H_

#include <span>
#include <vector>

#include "conformance/runner/peer.h"
#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

// Returns every configuration under which a case may be played, in the order of reports.
std::vector<Config> AllConfigs();
std::vector<Config> ConfigsOf(const Case& one_case);

// Returns what is wrong with the case: its clauses (unless `clauses` is null), its plan, its bytes,
// or how core behaves in it.
std::vector<SourceError> Verify(const Case& one_case, const ClauseIndex* clauses);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RUNNER_VERIFY_H_
