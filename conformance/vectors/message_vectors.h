// asmtp-message-vectors/1: plaintexts, and what the reference decoder says of each.
//
//   {"description": "...", "bytes": "...", "reference": "accept", "type": "Gossip"}
//
//   "reference": "accept", "reject", or "panic", which is a rejection in bad style
//
// A vector passes where our verdict is the reference's or a listed difference, and, accepted, where
// the type is the same and encoding gives the same bytes again.
#ifndef ASMTP_CONFORMANCE_VECTORS_MESSAGE_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_MESSAGE_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. Sets the reader's error where it is malformed; the verdict is then of no use.
Verdict CheckMessageVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_MESSAGE_VECTORS_H_
