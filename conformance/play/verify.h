// Verify: checks cases without an IUT. Plays each case in every configuration, against core with
// both ephemeral keys of the case, or against the recorded bytes of an IUT.
//
//   for (const SourceError& error : Verify(cases, &clauses)) Print(error.Format());
#ifndef ASMTP_CONFORMANCE_PLAY_VERIFY_H_
#define ASMTP_CONFORMANCE_PLAY_VERIFY_H_

#include <vector>

#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

// Returns the errors of a case: in its clauses (unless `clauses` is null), its steps, its bytes, or
// core's behaviour.
std::vector<SourceError> Verify(const Case& one_case, const ClauseIndex* clauses);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_VERIFY_H_
