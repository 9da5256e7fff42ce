// asmtp_handshake_responder: any bytes as the input of a responder that waits for initialize.
// Checks the law of fuzz/session/handshake_law.h.
#include "fuzz/session/handshake_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckHandshake(/*is_initiator=*/false, {data, size});
  return 0;
}
