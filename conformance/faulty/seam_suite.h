// Plays cases against the faults of the seam, in this process.
//
//   std::vector<Played> played = PlayAgainst(*FindSeamFault("no-rekey"), set);
#ifndef ASMTP_CONFORMANCE_FAULTY_SEAM_SUITE_H_
#define ASMTP_CONFORMANCE_FAULTY_SEAM_SUITE_H_

#include "conformance/faulty/kill_table.h"
#include "conformance/faulty/seam/fault_table.h"

namespace asmtp::faulty {

FaultInfo InfoOf(const SeamFault& fault);

// Plays every case of the set that is for a role of the fault, each after its control.
std::vector<Played> PlayAgainst(const SeamFault& fault, const conformance::CaseSet& set);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_SEAM_SUITE_H_
