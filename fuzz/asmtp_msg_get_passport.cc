// asmtp_msg_get_passport: any bytes as a plaintext of type 4, GetPassport. The law is that of
// fuzz/message_law.h.
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(4, {data, size});
  return 0;
}
