// The Noise community's JSON, as cacophony and snow publish it:
//
//   {"protocol_name": "Noise_IK_...",                    (older files: "name")
//    "init_prologue": "...", "init_static": "...", "init_ephemeral": "...",
//    "init_remote_static": "...", "resp_prologue": "...", "resp_static": "...",
//    "resp_ephemeral": "...", "handshake_hash": "...",   (the hash may be missing)
//    "messages": [{"payload": "...", "ciphertext": "..."}, ...]}
//
// The sides take turns, the initiator first: two handshake messages, then messages under the
// CipherStates of Split(), which do not rekey. Each side is played against the recorded bytes of
// the other. A vector of another protocol, or of a handshake that must fail, is skipped.
#ifndef ASMTP_CONFORMANCE_VECTORS_NOISE_VECTORS_H_
#define ASMTP_CONFORMANCE_VECTORS_NOISE_VECTORS_H_

#include "conformance/vectors/field_reader.h"
#include "conformance/vectors/verdict.h"

namespace asmtp::vectors {

// Checks one vector. If it is malformed, sets the reader's error and the verdict is meaningless.
Verdict CheckNoiseVector(FieldReader fields);

}  // namespace asmtp::vectors

#endif  // ASMTP_CONFORMANCE_VECTORS_NOISE_VECTORS_H_
