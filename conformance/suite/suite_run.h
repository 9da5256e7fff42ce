// SuiteRun: plays cases against an adapter, one configuration after the other or several at once.
//
//   SuiteResult result = RunSuite(set, selected, adapter, {.jobs = 2});
//   for (const CaseResult& r : result.results) ...
//
// Before a derived case its base is played in the same configuration, once: where that control
// fails, the case is BLOCKED, since its rejection would prove nothing. After each case a fresh
// session shows whether the IUT is alive; one that is not is restarted.
#ifndef ASMTP_CONFORMANCE_SUITE_SUITE_RUN_H_
#define ASMTP_CONFORMANCE_SUITE_SUITE_RUN_H_

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/iut/adapter.h"
#include "conformance/play/player.h"

namespace asmtp::conformance {

// What came of one case in one configuration.
struct CaseResult {
  const Case* one_case = nullptr;
  Config config;
  PlayResult play;
  std::string errors;  // the end of what the IUT wrote to stderr meanwhile
  std::chrono::microseconds duration{0};

  Verdict verdict() const { return play.verdict; }
};

struct RunOptions {
  double timeout_scale = 1.0;
  size_t jobs = 1;
  std::vector<Config> configs;
  // Called after each case, from any thread, one at a time.
  std::function<void(const CaseResult&, size_t done, size_t total)> progress;
  const std::atomic<bool>* interrupted = nullptr;  // ends the run early
};

struct SuiteResult {
  std::vector<CaseResult> results;            // in the order of cases and configurations
  std::optional<StartFailure> start_failure;  // the IUT never came up: there is nothing to judge
  bool interrupted = false;
};

// `set` holds the cases that `selected` points into, and their bases.
SuiteResult RunSuite(const CaseSet& set, const std::vector<const Case*>& selected,
                     const Adapter& adapter, const RunOptions& options);

}  // namespace asmtp::conformance

#endif  // ASMTP_CONFORMANCE_SUITE_SUITE_RUN_H_
