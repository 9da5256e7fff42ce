// asmtp-passport-vectors/1: chains of blocks, and what the reference ledger says of each.
//
//   {"description": "...", "blocks": "...", "reference": "accept", "id": "...",
//    "active_master_keys": ["...", ...], "shared_key": {"created_at": 1, "key": "..."}}
//
//   "reference": "accept", "reject", or "panic", which is a rejection in bad style; the state is
//   there where it is "accept", and "shared_key" may be null
//
// A vector passes where our decoder and ledger come to the reference's verdict and state, or to a
// listed difference.
#ifndef ASMTP_CONFORMANCE_VECTORS_PASSPORT_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_PASSPORT_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. Sets the reader's error where it is malformed; the verdict is then of no use.
Verdict CheckPassportVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_PASSPORT_VECTORS_H_
