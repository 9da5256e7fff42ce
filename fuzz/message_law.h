// The law of messages: the properties of any bytes as the plaintext of a frame.
//
// Decode returns a message, or an error with a name and a place, and never reads outside its input.
// The model gives the same result for the same reason. A message encodes to exactly the bytes it
// was decoded from, and not into less room. With a byte less or more it is not a message, unless it
// ends in a field that takes the rest. The blocks of a passport can be walked to the last entry,
// and the ledger returns a passport or a named error, the same as the model.
#ifndef ASMTP_FUZZ_MESSAGE_LAW_H_
#define ASMTP_FUZZ_MESSAGE_LAW_H_

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// Aborts if a law is broken.
void CheckPlaintext(ByteView plaintext);

// The same for `bytes` with its first byte replaced by `type`.
void CheckPlaintextOfType(uint8_t type, ByteView bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MESSAGE_LAW_H_
