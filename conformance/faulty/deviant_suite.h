// Plays cases against faulty endpoints in this process.
//
//   std::vector<Played> played = PlayAgainst(*FindRow(Serves::kEndpoint, "no-rekey"), set, cases);
#ifndef ASMTP_CONFORMANCE_FAULTY_DEVIANT_SUITE_H_
#define ASMTP_CONFORMANCE_FAULTY_DEVIANT_SUITE_H_

#include "conformance/deviant/row.h"
#include "conformance/faulty/kill_table.h"

namespace asmtp::faulty {

FaultInfo InfoOf(const deviant::Row& fault);

// Plays the cases that apply to a role of the fault. Takes the control of each case from `set` and
// plays it first.
std::vector<Played> PlayAgainst(const deviant::Row& fault, const conformance::CaseSet& set,
                                const std::vector<const conformance::Case*>& cases);

}  // namespace asmtp::faulty

#endif  // ASMTP_CONFORMANCE_FAULTY_DEVIANT_SUITE_H_
