// A target for the test of to-test. Its input is a size and as many bytes. With the bug it reads
// one byte too many.
#include <cstddef>
#include <cstdint>

#include "fuzz/law.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kHarness, BytesAreThoseOfTheSize, "the decoder takes as many bytes as the size says")

size_t TakenBytes(const uint8_t* data, size_t size) {
  return size == 0 ? 0 : data[0] + (ASMTP_DECODER_BUG != 0 && data[0] > 2 ? 1U : 0U);
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace asmtp::fuzz;  // NOLINT: the target is the whole file
  const size_t wanted = size == 0 ? 0 : data[0];
  Require(TakenBytes(data, size) == wanted, BytesAreThoseOfTheSize);
  return 0;
}
