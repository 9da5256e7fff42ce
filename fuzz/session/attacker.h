// Attacker: the bytes of those actions of a program that need no session state.
#ifndef ASMTP_FUZZ_SESSION_ATTACKER_H_
#define ASMTP_FUZZ_SESSION_ATTACKER_H_

#include "core/bytes/bytes.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {

// For send-sample: returns the valid message that the first byte selects. Each further three bytes
// change it: offset 2, mask 1.
model::Bytes SampleMessage(ByteView payload);

// Returns the ciphertext after its length.
model::Bytes Framed(size_t header_size, const model::Bytes& ciphertext);

// For splice: returns a well-formed frame under a key of neither end.
model::Bytes SplicedFrame(size_t header_size, ByteView plaintext);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_ATTACKER_H_
