// asmtp_message: any bytes as the plaintext of a frame. Checks the law of fuzz/message_law.h.
#include "fuzz/message_law.h"
#include "fuzz/mutate/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintext({data, size});
  return 0;
}

ASMTP_MUTATORS("asmtp_message")
