// Attacker: the bytes that the actions of a program stand for, where these follow from the action
// alone.
#ifndef ASMTP_FUZZ_SESSION_ATTACKER_H_
#define ASMTP_FUZZ_SESSION_ATTACKER_H_

#include "core/bytes/bytes.h"
#include "fuzz/model/bytes.h"

namespace asmtp::fuzz {

// Of send-sample: the valid message that the first byte chooses; each further three bytes change
// it: offset 2, mask 1.
model::Bytes SampleMessage(ByteView payload);

// A ciphertext behind its length.
model::Bytes Framed(size_t header_size, const model::Bytes& ciphertext);

// Of splice: a frame that is well made, under a key that is nobody's here.
model::Bytes SplicedFrame(size_t header_size, ByteView plaintext);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_ATTACKER_H_
