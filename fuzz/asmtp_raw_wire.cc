// asmtp_raw_wire: any bytes as what somebody without a key sends to an end, in pieces: the surface
// that is open to everybody. Input: flags 1 (fuzz/program), role 1, sizes of four pieces, the
// stream.
//
// The end does what the model does, and without a key nobody gets further than the first failure.
#include <algorithm>

#include "fuzz/law.h"
#include "fuzz/session/end.h"
#include "fuzz/session/settings.h"

namespace asmtp::fuzz {
namespace {

constexpr size_t kPieces = 4;

void Run(ByteView bytes) {
  if (bytes.size() < 2 + kPieces) return;
  End end(SettingsOf(Program{.flags = bytes[0]}, /*is_initiator=*/bytes[1] % 2 == 1));
  end.TakeOutput();
  end.Deliver(bytes.subspan(2 + kPieces), bytes.subspan(2, kPieces));
  end.TakeOutput();
  end.DeliverEnd();
  end.CheckPieces();
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}
