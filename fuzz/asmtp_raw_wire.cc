// asmtp_raw_wire: any bytes as the input of an end from a peer without a key, in pieces: the attack
// surface without authentication. Input: flags 1 (fuzz/program), role 1, sizes of four pieces, the
// stream.
//
// The end does what the model does, and a peer without a key gets no further than the first
// failure.
#include <algorithm>

#include "fuzz/law.h"
#include "fuzz/sample.h"
#include "fuzz/session/end.h"
#include "fuzz/session/settings.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kDeterminism, RunIsDeterministic, "the same input gives the same result")

constexpr size_t kPieces = 4;
constexpr uint64_t kRunTwice = 64;

// Returns a digest of what happened.
uint64_t RunOnce(ByteView bytes) {
  End end(SettingsOf(Program{.flags = bytes[0]}, /*is_initiator=*/bytes[1] % 2 == 1));
  const model::Bytes first = end.TakeOutput();
  end.Deliver(bytes.subspan(2 + kPieces), bytes.subspan(2, kPieces));
  const model::Bytes output = end.TakeOutput();
  end.DeliverEnd();
  end.Decide();
  end.CheckPieces();
  return end.Digest(HashOf(output, HashOf(first)));
}

void Run(ByteView bytes) {
  if (bytes.size() < 2 + kPieces) return;
  const uint64_t digest = RunOnce(bytes);
  if (IsSampled(bytes, kRunTwice)) Require(RunOnce(bytes) == digest, RunIsDeterministic);
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}
