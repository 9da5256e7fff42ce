// The law of the handshake parsers: one end, and a peer that sends any bytes as its handshake
// frame.
//
// Input: flags 1 (fuzz/program), keys 1, mode 1, then the bytes of `mode`:
//   0  the stream as it is
//   1  an honest frame of the other side, xored with these bytes; excess bytes follow it
//
// The end must do what the model does, however the stream is divided.
#ifndef ASMTP_FUZZ_SESSION_HANDSHAKE_LAW_H_
#define ASMTP_FUZZ_SESSION_HANDSHAKE_LAW_H_

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// Aborts if the law is broken for an initiator, or else for a responder.
void CheckHandshake(bool is_initiator, ByteView input);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_HANDSHAKE_LAW_H_
