// LooseStateOf: a ledger of its own, with the faults of an endpoint. Without faults, it agrees with
// core's.
//
//   LedgerState state = LooseStateOf(put_passport, wrong.ledger);
#ifndef ASMTP_CONFORMANCE_DEVIANT_LOOSE_LEDGER_H_
#define ASMTP_CONFORMANCE_DEVIANT_LOOSE_LEDGER_H_

#include "conformance/deviant/deviation.h"

namespace asmtp::deviant {

LedgerState LooseStateOf(const PutPassport& passport, const LedgerFaults& wrong);

}  // namespace asmtp::deviant

#endif  // ASMTP_CONFORMANCE_DEVIANT_LOOSE_LEDGER_H_
