// asmtp_msg_query_topic_messages: any bytes as the plaintext of a QueryTopicMessages. Checks the
// law of fuzz/message_law.h.
#include "core/message/format.h"
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(asmtp::kFormat<asmtp::QueryTopicMessages>.type, {data, size});
  return 0;
}
