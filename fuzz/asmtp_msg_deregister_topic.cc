// asmtp_msg_deregister_topic: any bytes as a plaintext of type 6, DeregisterTopic. The law is that
// of fuzz/message_law.h.
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(6, {data, size});
  return 0;
}
