// asmtp-passport-vectors/1: chains of blocks with the verdict of the reference ledger.
//
//   {"description": "...", "blocks": "...", "reference": "accept", "id": "...",
//    "active_master_keys": ["...", ...], "shared_key": {"created_at": 1, "key": "..."}}
//
//   "reference": "accept", "reject", or "panic", which counts as a rejection; the state is present
//   with "accept"; "shared_key" may be null
//
// A vector passes if our decoder and ledger reach the verdict and state of the reference, or a
// listed difference.
#ifndef ASMTP_CONFORMANCE_VECTORS_PASSPORT_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_PASSPORT_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. If it is malformed, sets the reader's error and the verdict is meaningless.
Verdict CheckPassportVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_PASSPORT_VECTORS_H_
