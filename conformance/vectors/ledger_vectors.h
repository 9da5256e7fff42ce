// asmtp-ledger-vectors/1: PutPassports with the right verdict, and the state after the blocks that a
// ledger accepts.
//
//   {"description": "...", "bytes": "...", "verdict": "reject", "blocks": 1, "id": "...",
//    "active_master_keys": ["...", ...], "shared_key": {"created_at": 1, "key": "..."}}
//
//   "blocks": how many it accepts, from the first; the state is present unless it is 0;
//   "shared_key" may be null
#ifndef ASMTP_CONFORMANCE_VECTORS_LEDGER_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_LEDGER_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. If it is malformed, sets the reader's error and the verdict is meaningless.
Verdict CheckLedgerVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_LEDGER_VECTORS_H_
