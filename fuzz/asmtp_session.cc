// asmtp_session: any bytes as a program of two ends and an attacker (fuzz/program).
//
// Each end does what the model does: it sends the same bytes, receives the same plaintexts and
// closes for the same reason. Pieces do not matter, a closed end is inert, and memory is
// proportional to the unread bytes. Two open ends agree on their identities. Without the keys of an
// end, only its plaintexts arrive, in order and once. The same program always gives the same
// result.
#include "fuzz/law.h"
#include "fuzz/mutate/engine.h"
#include "fuzz/program/program.h"
#include "fuzz/sample.h"
#include "fuzz/session/world.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kDeterminism, RunIsDeterministic, "the same program gives the same result")

// One in this many programs is run twice; every program of the corpus is.
constexpr uint64_t kRunTwice = 64;

void Run(ByteView bytes) {
  const Program program = Parse(bytes);
  const Trace trace = RunProgram(program);
  if (IsSampled(bytes, kRunTwice)) Require(RunProgram(program) == trace, RunIsDeterministic);
}

}  // namespace
}  // namespace asmtp::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  asmtp::fuzz::Run({data, size});
  return 0;
}

ASMTP_MUTATORS("asmtp_session")
