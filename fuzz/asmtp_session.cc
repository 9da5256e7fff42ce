// asmtp_session: any bytes as a program of two ends and an attacker (fuzz/program).
//
// Each end does what the model does: the same bytes sent, the same plaintexts received, closed for
// the same reason. How a stream is cut does not matter, a closed end is inert, memory follows the
// bytes that are not yet read. Two open ends agree on who they are. Without the keys of an end,
// nothing arrives that it has not sent, in its order, and once. The same program always does the
// same.
#include "fuzz/law.h"
#include "fuzz/mutate/engine.h"
#include "fuzz/program/program.h"
#include "fuzz/sample.h"
#include "fuzz/session/world.h"

namespace asmtp::fuzz {
namespace {

ASMTP_LAW(kDeterminism, RunIsDeterministic, "the same program does the same again")

// One program of so many is run twice; of the corpus, every one.
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
