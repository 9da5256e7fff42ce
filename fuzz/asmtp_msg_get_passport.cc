// asmtp_msg_get_passport: any bytes as the plaintext of a GetPassport. Checks the law of
// fuzz/message_law.h.
#include "core/message/format.h"
#include "fuzz/message_law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(asmtp::kFormat<asmtp::GetPassport>.type, {data, size});
  return 0;
}
