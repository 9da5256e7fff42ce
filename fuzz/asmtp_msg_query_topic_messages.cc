// asmtp_msg_query_topic_messages: any bytes as a plaintext of type 7, QueryTopicMessages. The law
// is that of fuzz/message_law.h.
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(7, {data, size});
  return 0;
}
