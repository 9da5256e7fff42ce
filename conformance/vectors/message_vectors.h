// asmtp-message-vectors/1: plaintexts with the verdict of the reference decoder.
//
//   {"description": "...", "bytes": "...", "reference": "accept", "type": "Gossip"}
//
//   "reference": "accept", "reject", or "panic", which counts as a rejection
//
// A vector passes if our verdict is that of the reference or a listed difference. An accepted one
// must also have the same type and encode to the same bytes.
#ifndef ASMTP_CONFORMANCE_VECTORS_MESSAGE_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_MESSAGE_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. If it is malformed, sets the reader's error and the verdict is meaningless.
Verdict CheckMessageVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_MESSAGE_VECTORS_H_
