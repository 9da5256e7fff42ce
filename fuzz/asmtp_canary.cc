// asmtp_canary: fails on purpose on inputs that begin with "canary". A fuzzing setup that does not
// find this is broken.
#include "core/bytes/bytes.h"
#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kHarness, CanaryIsAlive, "no input begins with the six bytes of the canary")

void Run(ByteView bytes) { Require(!AsText(bytes).starts_with("canary"), CanaryIsAlive); }

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}
