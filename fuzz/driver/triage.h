// Triage: reduces crashes to one per cause, reruns it and minimises its input.
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

// Returns one finding per signature, with the smallest input of the oldest origin and all names.
// Keeps the order of first occurrence.
std::vector<Finding> GroupByCause(const std::vector<Finding>& failures);

// Reruns the input of a finding, each time in a new process, and counts how often it fails in the
// same way. Stops on Ctrl-C and after a few timeouts, because each takes its full time.
void RunAgain(const TargetSetup& setup, unsigned repeats, Finding& finding);

// Limits of minimising; the first one reached counts.
struct MinimiseLimits {
  std::chrono::seconds time{20};
  int64_t runs = -1;  // per step of many; -1: without limit
};

// Replaces the bytes with fewer bytes that fail in the same way, if libFuzzer finds any. `work` is
// a folder for temporary files.
void Minimise(const TargetSetup& setup, const MinimiseLimits& limits,
              const std::filesystem::path& work, Finding& finding);

}  // namespace asmtp::fuzz

#endif  // ASMTP_FUZZ_DRIVER_TRIAGE_H_
