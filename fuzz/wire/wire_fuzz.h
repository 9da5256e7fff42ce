// WireFuzz: workers that attack one implementation in one configuration for some time.
//
//   Findings findings(known);
//   const FuzzFigures figures =
//       FuzzConfig(target, source, nullptr, options, jobs, findings, print);
//   figures.messages / figures.seconds
#ifndef ASMTP_FUZZ_WIRE_WIRE_FUZZ_H_
#define ASMTP_FUZZ_WIRE_WIRE_FUZZ_H_

#include <functional>
#include <string>

#include "fuzz/wire/worker.h"

namespace asmtp::fuzz::wire {

struct FuzzFigures {
  conformance::Config config;
  double seconds = 0;
  size_t sessions = 0;
  size_t handshakes = 0;        // that were finished
  size_t messages = 0;          // frames that were sealed and sent
  size_t starts = 0;            // of the IUT
  size_t kept = 0;              // programs of the last worker that spoke
  size_t edges = 0;             // that the IUT has counted, in the worker that has met most
  bool counts_nothing = false;  // it should, and does not
  uint64_t inputs = 0;          // a digest of all programs
  std::string failure;          // why it ended early, or ""
};

// `against` may be null; see Worker. `print` is told now and then how far it is, from this thread.
FuzzFigures FuzzConfig(const Target& target, const conformance::IutSource& source,
                       const conformance::IutSource* against, const FuzzOptions& options,
                       size_t jobs, Findings& findings,
                       const std::function<void(const FuzzFigures&)>& print);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_WIRE_FUZZ_H_
