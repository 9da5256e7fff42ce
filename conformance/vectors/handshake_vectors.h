// asmtp-handshake-vectors/1: whole sessions, with the secrets of both sides.
//
//   {"protocol_name": "Noise_IK_...", "version": 1,
//    "initiator_static_secret": "...", "initiator_static_public": "...",
//    "initiator_ephemeral_secret": "...", and the same three of the responder,
//    "handshake_initialize": "...", "handshake_response": "...", "session_id": "...",
//    "messages": [{"from": "initiator", "plaintext": "...", "ciphertext": "..."}, ...]}
//
// Each side is played by a Session against the recorded bytes of the other, in both framings; of
// the framing, only the length field is not in the file. A vector of another protocol is malformed.
#ifndef ASMTP_CONFORMANCE_VECTORS_HANDSHAKE_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_HANDSHAKE_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. Sets the reader's error where it is malformed; the verdict is then of no use.
Verdict CheckHandshakeVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_HANDSHAKE_VECTORS_H_
