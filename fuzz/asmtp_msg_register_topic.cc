// asmtp_msg_register_topic: any bytes as a plaintext of type 5, RegisterTopic. The law is that of
// fuzz/message_law.h.
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(5, {data, size});
  return 0;
}
