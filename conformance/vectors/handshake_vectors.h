// asmtp-handshake-vectors/1: whole sessions, with the secrets of both sides.
//
//   {"protocol_name": "Noise_IK_...", "version": 1,
//    "initiator_static_secret": "...", "initiator_static_public": "...",
//    "initiator_ephemeral_secret": "...", and the same three of the responder,
//    "handshake_initialize": "...", "handshake_response": "...", "session_id": "...",
//    "messages": [{"from": "initiator", "plaintext": "...", "ciphertext": "..."}, ...]}
//
// A Session plays each side against the recorded bytes of the other, in both framings. The file
// omits the length fields of frames. A vector of another protocol is malformed.
#ifndef ASMTP_CONFORMANCE_VECTORS_HANDSHAKE_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_HANDSHAKE_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. If it is malformed, sets the reader's error and the verdict is meaningless.
Verdict CheckHandshakeVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_HANDSHAKE_VECTORS_H_
