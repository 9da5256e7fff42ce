// Triage: what crashes are worth looking at: one for each cause, run again, and made smaller.
//
//   std::vector<Finding> found = GroupByCause(failures);
//   RunAgain(setup, 10, found[0]);                  reproducible or flaky
//   Minimise(setup, {.time = 20s}, work, found[0]); the same cause, fewer bytes
#ifndef ASMTP_FUZZ_DRIVER_TRIAGE_H_
#define ASMTP_FUZZ_DRIVER_TRIAGE_H_

#include <chrono>
#include <filesystem>
#include <vector>

#include "fuzz/driver/fuzz_report.h"

namespace asmtp::fuzz {

// One finding for each signature, with the smallest input of the best known origin and the names of
// all. In the order in which they came.
std::vector<Finding> GroupByCause(const std::vector<Finding>& failures);

// Runs the input of a finding again, each time in a process of its own, and counts how often it
// fails in the same way. Stops at Ctrl-C, and after a few timeouts: each takes its time.
void RunAgain(const TargetSetup& setup, unsigned repeats, Finding& finding);

// How long libFuzzer may try, whichever comes first.
struct MinimiseLimits {
  std::chrono::seconds time{20};
  int64_t runs = -1;  // of each step of many; -1: no limit
};

// Replaces the bytes by fewer ones that fail in the same way, if libFuzzer finds any. `work` is a
// folder for temporary files.
void Minimise(const TargetSetup& setup, const MinimiseLimits& limits,
              const std::filesystem::path& work, Finding& finding);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_TRIAGE_H_
