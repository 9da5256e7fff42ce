// asmtp_msg_put_passport: any bytes as a plaintext of type 3, PutPassport. The law is that of
// fuzz/message_law.h.
#include "fuzz/message_law.h"
#include "fuzz/mutate/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(3, {data, size});
  return 0;
}

ASMTP_MUTATORS("asmtp_msg_put_passport")
