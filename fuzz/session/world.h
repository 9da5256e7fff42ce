// World: runs a program: two ends, the wire between them, and an attacker who may do anything to it
// and may hold the keys of either end.
//
//   const Trace trace = RunProgram(Parse(bytes));
//   trace.digest                                the same whenever the same program runs
//
// Laws are checked all along: each end against the model (see End), and at the end what both have
// to do with each other.
#ifndef ASMTP_FUZZ_SESSION_WORLD_H_
#define ASMTP_FUZZ_SESSION_WORLD_H_

#include <array>
#include <cstdint>
#include <string>

#include "fuzz/program/program.h"

namespace asmtp::fuzz {

// What came of a run, for statistics and for the law that it is always the same.
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
