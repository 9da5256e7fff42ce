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
  // Stretches the deadlines for an IUT that is slow at its first handshake.
  bool calibrate = false;
  // Nothing that has to come has a deadline, since a debugger may hold the IUT.
  bool no_deadlines = false;
  // Finds out why an IUT closes on what is right, by speaking to it otherwise: see probe.h.
  bool probes = true;
  size_t jobs = 1;
  std::vector<Config> configs = {};
  // Which cases are played in which configuration; null: all that are made for it.
  std::function<bool(const Case&, const Config&)> wanted = nullptr;
  size_t repeat = 1;   // plays of each case
  size_t retries = 0;  // further plays of one that is not as expected
  // Ends the run after so many runs that are not as expected; 0: never.
  size_t max_failures = 0;
  bool strict = false;  // whether NONSTRICT is one of them
  // How long, at scale 1, an IUT may need to come to itself after a case.
  Milliseconds grace{500};
  // Called after each case, from any thread, one at a time.
  std::function<void(const CaseResult&, size_t done, size_t total)> progress = nullptr;
  const std::atomic<bool>* interrupted = nullptr;  // ends the run early
};

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_RUN_OPTIONS_H_
