// The law of messages: what holds of any bytes as the plaintext of a frame.
//
// Decode ends in a message or in an error that has a name and a place, and reads nothing outside of
// its input; the model says the same, for the same reason. A message encodes to exactly the bytes
// it was decoded from, into no smaller room. With a byte less or a byte more it is no message,
// unless it ends in a field that takes the rest. The blocks of a passport can be walked to their
// last entry, and the ledger ends in a passport or in an error that has a name, as the model's
// does.
#ifndef ASMTP_FUZZ_MESSAGE_LAW_H_
#define ASMTP_FUZZ_MESSAGE_LAW_H_

#include "core/bytes/bytes.h"

namespace asmtp::fuzz {

// Ends the program where the law does not hold.
void CheckPlaintext(ByteView plaintext);

// The same of `bytes` with the first one replaced by `type`.
void CheckPlaintextOfType(uint8_t type, ByteView bytes);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_MESSAGE_LAW_H_
