// Verify: everything that can be known about cases without an IUT. Plays each of them against core,
// with the ephemeral keys of both sides, in every configuration; where the IUT's is a recorded one,
// against the recorded bytes.
//
//   for (const SourceError& error : Verify(cases, &clauses)) Print(error.Format());
#ifndef ASMTP_CONFORMANCE_PLAY_VERIFY_H_
#define ASMTP_CONFORMANCE_PLAY_VERIFY_H_

#include <vector>

#include "conformance/transcript/case.h"
#include "conformance/transcript/clause_index.h"

namespace asmtp::conformance {

// Returns what is wrong with the case: its clauses (unless `clauses` is null), its plan, its bytes,
// or how core behaves in it.
std::vector<SourceError> Verify(const Case& one_case, const ClauseIndex* clauses);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_PLAY_VERIFY_H_
