// World: runs a program: two ends, the wire between them, and an attacker who controls the wire and
// may know the keys of either end.
//
//   const Trace trace = RunProgram(Parse(bytes));
//   trace.digest                                the same for every run of the same program
//
// Checks laws during the run: each end against the model (see End), and finally both ends against
// each other.
#ifndef ASMTP_FUZZ_SESSION_WORLD_H_
#define ASMTP_FUZZ_SESSION_WORLD_H_

#include <array>
#include <cstdint>
#include <string>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

// The result of a run, for statistics and for the law that runs are deterministic.
struct Trace {
  uint64_t digest = 0;
  std::array<bool, 2> opened{};      // initiator, responder
  std::array<size_t, 2> received{};  // frames that each end accepted
  std::array<std::string, 2> why_closed;

  friend bool operator==(const Trace&, const Trace&) = default;
};

Trace RunProgram(const Program& program);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_SESSION_WORLD_H_
