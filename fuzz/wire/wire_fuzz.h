// WireFuzz: runs workers that attack one implementation in one configuration.
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
  size_t handshakes = 0;        // finished handshakes
  size_t messages = 0;          // frames sealed and sent
  size_t starts = 0;            // of the IUT
  size_t kept = 0;              // kept programs of the last worker that reported
  size_t edges = 0;             // maximum over the workers of the edges seen
  bool counts_nothing = false;  // the IUT counts no edges although --coverage asks for it
  uint64_t inputs = 0;          // a digest of all programs
  std::string failure;          // why the run stopped early, or ""
};

// `against` may be null; see Worker. Calls `print` with the progress from time to time, on this
// thread.
FuzzFigures FuzzConfig(const Target& target, const conformance::IutSource& source,
                       const conformance::IutSource* against, const FuzzOptions& options,
                       size_t jobs, Findings& findings,
                       const std::function<void(const FuzzFigures&)>& print);

}  // namespace asmtp::fuzz::wire

#endif  // ASMTP_FUZZ_WIRE_WIRE_FUZZ_H_
