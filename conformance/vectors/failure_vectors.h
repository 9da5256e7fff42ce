// Format asmtp-failure-vectors/1: one side of a session, act by act, up to its failure.
//
//   {"description": "...", "protocol_name": "Noise_IK_...", "framing": "u32", "role": "responder",
//    "static_secret": "hex", "ephemeral_secret": "hex", "peer_static_public": "hex",
//    "acts": [{"act": "initialize", "input": "hex", "changed": {"offset": 33, "valid": "5f"},
//              "output": "", "phase": "Closed", "error": "handshake-rejected", "clause": "HS-16"}]}
//
// In each act, the side gets the input and sends the output; then it is in that phase. "reference":
// "accept" says that the reference goes on where SPEC.md does not (DIF-3).
#ifndef ASMTP_CONFORMANCE_VECTORS_FAILURE_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_FAILURE_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Plays the acts with core, in the role of the vector.
Verdict CheckFailureVector(FieldReader vector);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_FAILURE_VECTORS_H_
