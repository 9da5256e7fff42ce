// asmtp_handshake_initiator: any bytes as the input of an initiator that has sent initialize and
// waits for the response. Checks the law of fuzz/session/handshake_law.h.
#include "fuzz/session/handshake_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckHandshake(/*is_initiator=*/true, {data, size});
  return 0;
}
