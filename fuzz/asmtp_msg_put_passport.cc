// asmtp_msg_put_passport: any bytes as the plaintext of a PutPassport. Checks the law of
// fuzz/message_law.h.
#include "core/message/format.h"
#include "fuzz/message_law.h"
#include "fuzz/mutate/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::CheckPlaintextOfType(asmtp::kFormat<asmtp::PutPassport>.type, {data, size});
  return 0;
}

ASMTP_MUTATORS("asmtp_msg_put_passport")
