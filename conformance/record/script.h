// Script: the steps to record, as a case.
//
//   EchoScript(3)                     connect, handshake, three messages and their echoes, close
//   set.Find("transport/echo-two-messages")
#ifndef ASMTP_CONFORMANCE_RECORD_SCRIPT_H_
#define ASMTP_CONFORMANCE_RECORD_SCRIPT_H_

#include "conformance/transcript/case.h"

namespace asmtp::conformance {

inline constexpr size_t kEchoesMax = 400;

// Returns a case in which an IUT of either role echoes this many messages of different types; at
// most kEchoesMax. Its keys are constants.
Case EchoScript(size_t messages);

// Returns the plaintext of message `index` of such a script.
Bytes EchoPlaintext(size_t index);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_RECORD_SCRIPT_H_
