// Plays cases against the faults of the seam, in this process.
//
//   std::vector<Played> played = PlayAgainst(*FindSeamFault("no-rekey"), set, cases);
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_SUITE_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_SUITE_H_

#include "conformance/faulty/kill_table.h"
#include "conformance/faulty/seam/fault_table.h"

namespace asmtp::faulty {

FaultInfo InfoOf(const SeamFault& fault);

// Plays those of the cases that are for a role of the fault, each after its control, which is in
// `set`.
std::vector<Played> PlayAgainst(const SeamFault& fault, const conformance::CaseSet& set,
                                const std::vector<const conformance::Case*>& cases);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_SUITE_H_
