// asmtp_msg_deregister_topic: any bytes as the plaintext of a DeregisterTopic. Checks the law of
// fuzz/message_law.h.
#include "core/message/format.h"
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(asmtp::kFormat<asmtp::DeregisterTopic>.type, {data, size});
  return 0;
}
