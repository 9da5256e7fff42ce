// RunOptions: how a selection of cases is played.
#ifndef ASMTP_CONFORMANCE_SUITE_RUN_OPTIONS_H_
#define ASMTP_CONFORMANCE_SUITE_RUN_OPTIONS_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

#include "conformance/suite/case_result.h"

namespace asmtp::conformance {

struct RunOptions {
  double timeout_scale = 1.0;
  // Scales the deadlines by the duration of the IUT's first handshake.
  bool calibrate = false;
  // Waits for expected bytes without a deadline, because a debugger may hold the IUT.
  bool no_deadlines = false;
  // Finds out why an IUT closes on valid bytes; see probe.h and frame_probe.h.
  bool probes = true;
  size_t jobs = 1;
  std::vector<Config> configs = {};
  // Whether a case is played in a configuration; null: whenever the case supports it.
  std::function<bool(const Case&, const Config&)> wanted = nullptr;
  size_t repeat = 1;   // plays of each case
  size_t retries = 0;  // further plays of an unexpected result
  // Ends the run after this many unexpected results; 0: never.
  size_t max_failures = 0;
  bool strict = false;  // whether NONSTRICT counts as unexpected
  // The time, at scale 1, in which an IUT may recover after a case.
  Milliseconds grace{500};
  // Called after each case, from any thread, but never concurrently.
  std::function<void(const CaseResult&, size_t done, size_t total)> progress = nullptr;
  const std::atomic<bool>* interrupted = nullptr;  // ends the run early
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_RUN_OPTIONS_H_
