// The law of the handshake parsers: one end, and a peer that sends a handshake frame of any shape.
//
// Input: flags 1 (fuzz/program), keys 1, mode 1, then the bytes of `mode`:
//   0  the stream as it is
//   1  an honest frame of the other side, its bytes changed by these (xor); what is left follows it
//
// The end does what the model does, however the stream is cut.
#ifndef ASMTP_FUZZ_SESSION_HANDSHAKE_LAW_H_
#define ASMTP_FUZZ_SESSION_HANDSHAKE_LAW_H_

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// Ends the program where the law does not hold for an initiator, or a responder.
void CheckHandshake(bool is_initiator, ByteView input);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_HANDSHAKE_LAW_H_
